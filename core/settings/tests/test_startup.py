"""Settings that are wrong together are told before anything starts."""

import pytest

from core.settings.databases import databases
from core.settings.environment import Environment
from core.settings.startup import settings_checks
from core.settings.transport import travels_by_tls


def settings(tmp_path, **given: str) -> Environment:
    unset = {"database_url": None, "broker_url": None}
    plain = Environment(_env_file=None, CITYDESK_HOME=tmp_path).model_copy(update=unset)
    asked = Environment(_env_file=None, CITYDESK_HOME=tmp_path, **given)
    return plain.model_copy(update={n: getattr(asked, n) for n in asked.model_fields_set})


PUBLIC = {
    "CITYDESK_BIND": "0.0.0.0:8443",
    "CITYDESK_HOSTS": "desk.example",
    "CITYDESK_TLS_CERT": "/c.pem",
    "CITYDESK_TLS_KEY": "/k.pem",
}


@pytest.mark.parametrize(
    ("given", "check", "named"),
    [
        (
            {"CITYDESK_BIND": "0.0.0.0:8443", "CITYDESK_HOSTS": "a.example"},
            "settings.tls",
            "CITYDESK_TLS_CERT",
        ),
        ({**PUBLIC, "CITYDESK_DEBUG": "1"}, "settings.debug", "CITYDESK_DEBUG"),
        ({"CITYDESK_TLS_CERT": "/c.pem"}, "settings.tls", "CITYDESK_TLS_KEY"),
        ({**PUBLIC, "CITYDESK_BEHIND_TLS": "1"}, "settings.tls", "CITYDESK_BEHIND_TLS"),
        ({**PUBLIC, "CITYDESK_HOSTS": "localhost"}, "settings.hosts", "CITYDESK_HOSTS"),
        ({"CACHE_URL": "redis://cache.example"}, "settings.cache_tls", "CACHE_URL"),
        (
            {"DATABASE_URL": "postgresql://db.example/x?sslmode=disable"},
            "settings.database_tls",
            "sslmode",
        ),
        ({"BROKER_URL": "amqp://broker.example//"}, "settings.broker_tls", "amqps"),
        ({"BROKER_URL": "redis://broker.example/0"}, "settings.broker_tls", "rediss"),
    ],
)
def test_what_is_unsafe_names_the_variable_to_change(tmp_path, given, check, named):
    wrong = {c.name: c.detail for c in settings_checks(settings(tmp_path, **given)) if not c.ok}

    assert list(wrong) == [check]
    assert named in wrong[check]


@pytest.mark.parametrize(
    "given",
    [
        {},
        PUBLIC,
        {"CITYDESK_DEBUG": "1"},
        {"CITYDESK_BEHIND_TLS": "1"},
        {"DATABASE_URL": "postgresql:///x?host=/var/run/postgresql"},
        {"DATABASE_URL": "postgresql://db.example/x?sslmode=verify-full"},
        {"BROKER_URL": "amqps://broker.example//"},
    ],
)
def test_what_is_safe_passes(tmp_path, given):
    assert [c for c in settings_checks(settings(tmp_path, **given)) if not c.ok] == []


def test_a_database_elsewhere_is_reached_by_tls_unless_said_otherwise():
    elsewhere = databases("postgresql://owner@db.example/x")["default"]["OPTIONS"]
    here = databases("postgresql://owner@127.0.0.1/x")["default"]["OPTIONS"]

    assert elsewhere["sslmode"] == "require"
    assert "sslmode" not in here


@pytest.mark.parametrize(
    ("given", "by_tls"), [({}, False), (PUBLIC, True), ({"CITYDESK_BEHIND_TLS": "1"}, True)]
)
def test_cookies_and_hsts_follow_how_pages_travel(tmp_path, given, by_tls):
    assert travels_by_tls(settings(tmp_path, **given)) is by_tls
