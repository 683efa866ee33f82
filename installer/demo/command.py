"""``citydesk demo``: a slice of the real city, or all of it, with people and business."""

import sys

import click
from django.utils.translation import gettext as _
from rich.console import Console

from core.cli.checking import certificate_checks, everything, require
from core.cli.public import provided
from core.cli.serve import PATIENCE, write_line
from core.runtime.serving import require_free_port, serve
from core.settings.environment import environment
from core.settings.startup import settings_checks
from installer.demo.build import build
from installer.demo.errors import NotADemonstration
from installer.demo.logins import demo_password, table
from installer.demo.progress import Bars
from installer.demo.slice import DEFAULT_SIZE
from tenancy.removal import holds_a_city, remove_city, table_has_rows


class Size(click.ParamType):
    """A number of units, or ``all``."""

    name = "N|all"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """``all`` is None; anything but a number above zero is refused."""
        if value == "all":
            return None
        if str(value).isdigit() and int(str(value)) > 0:
            return int(str(value))
        return self.fail(_("请填写大于零的数字或 all"), param, ctx)


@click.command(help=_("演示：用真实单位名单建立一座城市，然后启动服务"))
@click.option(
    "--units",
    "size",
    type=Size(),
    default=str(DEFAULT_SIZE),
    show_default=True,
    help=_("单位数量，all 为全部"),
)
@click.option("--reset", is_flag=True, help=_("清除已有的演示数据，重新开始"))
@click.option("--no-serve", is_flag=True, help=_("只建立数据，不启动服务"))
def demo(size: int | None, reset: bool, no_serve: bool) -> None:
    """Build what is missing, then serve and say who can log in."""
    require(settings_checks(environment()), certificate_checks())
    if not no_serve:
        require_free_port(environment())  # before minutes of building
    with provided("database", "broker", patience=PATIENCE) as services:
        if reset:
            _start_anew()
        with Bars() as progress:
            build(size, demo_password(), progress)
        if no_serve:
            _print_table()
            return
        require(everything())
        env = environment().model_copy(update={"demo": True})
        serve(env, services, write=write_line, ready=_announce)
    click.echo(_("已停止。"))


def _announce(address: str) -> None:
    _print_table()
    click.echo(_("打开 %(address)s （按 Ctrl-C 结束）") % {"address": address})


def _print_table() -> None:
    # In a file or a pipe there is no width to fit into; names and secrets stay whole.
    Console(width=None if sys.stdout.isatty() else 130).print(table())


def _start_anew() -> None:
    """Only a demonstration is ever removed: a city that works is not."""
    if not holds_a_city():
        return
    if not table_has_rows("demo_step"):
        raise NotADemonstration
    remove_city()
