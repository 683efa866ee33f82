"""Settings that are each fine and wrong together; asked before a server starts."""

import os
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from psycopg2.extensions import parse_dsn

from core.contracts.checks import Check
from core.settings.endpoints import broker_url, database_url
from core.settings.environment import Environment, is_loopback, setting_name
from core.settings.transport import tls_pair

#: Read by tests and benchmarks, not by the product.
_FOR_DEVELOPERS = {"CITYDESK_ADMIN_DB", "CITYDESK_BENCH_DATABASE", "CITYDESK_TEST_TEMPLATE"}
_PLAIN_TEXT = ("disable", "allow", "prefer")


def settings_checks(env: Environment) -> Iterator[Check]:
    """What must hold between settings, each answer naming the variable to change."""
    yield _known_names()
    yield _debug(env)
    yield _tls(env)
    yield _hosts(env)
    yield _database_by_tls(env)
    yield _broker_by_tls(env)
    yield _cache_by_tls(env)


def _known_names() -> Check:
    known = {setting_name(field) for field in Environment.model_fields} | _FOR_DEVELOPERS
    strange = [n for n in os.environ if n.startswith("CITYDESK_") and n not in known]
    hints = [f"{name} → {(get_close_matches(name, known) or ['?'])[0]}" for name in strange]
    return Check("settings.names", not strange, ", ".join(hints) or str(len(known)))


def _debug(env: Environment) -> Check:
    ok = env.on_loopback or not env.debug
    text = _("CITYDESK_DEBUG 只能在 CITYDESK_BIND 为本机地址时打开。")
    return Check("settings.debug", ok, str(env.debug) if ok else text)


def _tls(env: Environment) -> Check:
    if bool(env.tls_cert) != bool(env.tls_key):
        text = _("CITYDESK_TLS_CERT 和 CITYDESK_TLS_KEY 必须同时设置。")
        return Check("settings.tls", ok=False, detail=text)
    if env.behind_tls and not env.on_loopback:
        text = _("CITYDESK_BEHIND_TLS 打开时，CITYDESK_BIND 必须是本机地址。")
        return Check("settings.tls", ok=False, detail=text)
    pair = tls_pair(env)
    if pair is None and not env.on_loopback:
        text = _(
            "CITYDESK_BIND=%(bind)s 不是本机地址，必须使用 TLS：请设置 CITYDESK_TLS_CERT 和 "
            "CITYDESK_TLS_KEY，或运行 citydesk serve --make-certificate 主机名。"
        )
        return Check("settings.tls", ok=False, detail=text % {"bind": env.bind})
    return Check("settings.tls", ok=True, detail=str(pair.certificate) if pair else "-")


def _hosts(env: Environment) -> Check:
    others = [name for name in env.allowed_hosts.split(",") if not is_loopback(name.strip("[]"))]
    text = _("CITYDESK_HOSTS 没有列出用户访问时使用的主机名：所有访问都会被拒绝。")
    ok = env.on_loopback or bool(others)
    return Check("settings.hosts", ok, env.allowed_hosts if ok else text)


def _database_by_tls(env: Environment) -> Check:
    parts = parse_dsn(database_url(env))
    ok = is_loopback(parts.get("host")) or parts.get("sslmode") not in _PLAIN_TEXT
    text = _("DATABASE_URL 指向另一台机器，sslmode 必须是 require、verify-ca 或 verify-full。")
    return Check("settings.database_tls", ok, parts.get("sslmode", "-") if ok else text)


def _broker_by_tls(env: Environment) -> Check:
    parts = urlsplit(broker_url(env))
    ok = is_loopback(parts.hostname) or parts.scheme in ("amqps", "rediss")
    text = _("BROKER_URL 指向另一台机器，必须使用 amqps:// 或 rediss://。")
    return Check("settings.broker_tls", ok, (parts.scheme or "-") if ok else text)


def _cache_by_tls(env: Environment) -> Check:
    parts = urlsplit(env.cache_url.get_secret_value() if env.cache_url else "")
    ok = is_loopback(parts.hostname) or parts.scheme == "rediss"
    text = _("CACHE_URL 指向另一台机器，必须使用 rediss://。")
    return Check("settings.cache_tls", ok, (parts.scheme or "-") if ok else text)
