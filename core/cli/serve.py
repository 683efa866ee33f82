"""``citydesk serve``: the city runs until Ctrl-C."""

from datetime import UTC, datetime

import click
from django.utils.translation import gettext as _

from core.cli.checking import certificate_checks, everything, require
from core.cli.needs import provided
from core.runtime.certificates import make_certificate
from core.runtime.serving import serve as run_tree
from core.settings.environment import environment
from core.settings.startup import settings_checks
from core.settings.transport import own_pair

#: A configured database that restarts with us gets this long.
PATIENCE = 60.0


@click.command(help=_("启动服务：网页、后台任务和调度。按 Ctrl-C 结束。"))
@click.option(
    "--make-certificate",
    "host",
    metavar="HOST",
    help=_("为主机名或地址 HOST 生成自签名证书，供试用和内网使用，然后退出"),
)
def serve(host: str | None) -> None:
    """Start everything, or make a certificate first."""
    if host:
        _make_certificate(host)
        return
    require(settings_checks(environment()), certificate_checks())
    with provided("database", "broker", patience=PATIENCE) as services:
        require(everything())
        run_tree(environment(), services, write=write_line, ready=_announce)
    click.echo(_("已停止。"))


def write_line(part: str, line: str) -> None:
    """One line of a part's output."""
    click.echo(f"{part:<9} │ {line}")


def _announce(address: str) -> None:
    click.echo(_("城市协同办公平台已启动：%(address)s （按 Ctrl-C 结束）") % {"address": address})


def _make_certificate(host: str) -> None:
    pair = own_pair(environment())
    try:
        fingerprint = make_certificate(host, pair, at=datetime.now(UTC))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--make-certificate") from error
    text = _("已生成证书 %(file)s\nSHA-256 指纹：%(fingerprint)s\n浏览器首次访问时请核对指纹。")
    click.echo(text % {"file": pair.certificate, "fingerprint": fingerprint})
