"""``citydesk units …`` and ``citydesk setup-database``: the fleet from the command line."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.text import Text

from core.cli.public import Answer, answers
from core.context import open_city
from core.units.kinds import Kind, Level, State
from tenancy import fleet, fleet_words, importing
from tenancy.activation import keep_codes
from tenancy.many import Outcome, attempt
from tenancy.prepare import prepare_if_needed
from tenancy.reform_cli import reform
from tenancy.selectors import Wanted, record_of, units_wanted
from tenancy.terminal import bar
from tenancy.trail import operator
from tenancy.workers import Run, provision_all

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command(help=_("建立或升级共用数据表和数据库登录"))
@answers("database")
def setup_database() -> Answer:
    """Bring the database to this version of the code; running it again changes nothing."""
    changed = prepare_if_needed()
    text = _("数据库已就绪。") if changed else _("数据库已是最新。")
    return Answer({"changed": changed}, text)


@click.group(help=_("单位：导入清单、查看、暂停、恢复、关闭"))
def units() -> None:
    """Hold the commands of the fleet."""


units.add_command(reform)


@units.command("import", help=_("按清单开通单位；中断后再次运行即从中断处继续"))
@click.argument("file", type=_FILE)
@click.option("--organs", type=_FILE, help=_("发文机关清单；不给出时每个单位就是自己的发文机关"))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help=_("同时开通的进程数"),
)
@click.option("--dry-run", is_flag=True, help=_("只核对并显示将有的变化"))
@answers("database")
def import_units(file: Path, organs: Path | None, workers: int, dry_run: bool) -> Answer:
    """Check all of the list, register what is new, make what is missing."""
    prepare_if_needed()
    at = timezone.now()
    preview = _preview(file, organs)
    if preview.plan is None:
        return fleet_words.refused(preview)
    if dry_run:
        return fleet_words.planned(preview.plan)
    importing.register(preview, by=operator(), at=at, reason=file.name)
    run = _make(workers)
    missing = importing.missing_units(preview.codes)
    codes = keep_codes(importing.ids_of(preview.codes), name=preview.name, at=at)
    return fleet_words.imported(preview.plan, len(run.made), missing, codes)


def _preview(file: Path, organs: Path | None) -> importing.Preview:
    with file.open("rb") as units:
        if organs is None:
            return importing.preview_import(units)
        with organs.open("rb") as beside:
            return importing.preview_import(units, beside)


def _make(workers: int) -> Run:
    """Make everything that is pending, with a bar where somebody looks."""
    with bar(_("开通单位"), len(importing.missing_units())) as step:
        return provision_all(workers=workers, progress=lambda _made: step())


@units.command(help=_("再次开通没有成功的单位"))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help=_("同时开通的进程数"),
)
@answers("database")
def retry(workers: int) -> Answer:
    """Make every unit that is registered and not made."""
    run = _make(workers)
    return fleet_words.retried(len(run.made), importing.missing_units())


@units.command("list", help=_("列出单位"))
@click.option("--level", type=click.Choice(Level.values), help=_("层级"))
@click.option("--county", help=_("区县的区划代码，如 430725"))
@click.option("--kind", type=click.Choice(Kind.values), help=_("类别"))
@click.option("--state", type=click.Choice(State.values), help=_("状态"))
@answers("database")
def list_units(**wanted: str | None) -> Answer:
    """Answer with the units that the options describe."""
    words = {key: word for key, word in wanted.items() if word is not None}
    with open_city():
        return fleet_words.listed(list(units_wanted(Wanted.of(words))))


@units.command(help=_("查看一个单位"))
@click.argument("code")
@answers("database")
def show(code: str) -> Answer:
    """Answer with everything on shared record about one unit."""
    with open_city():
        return fleet_words.shown(record_of(code))


_NO_REASON = _("命令行操作")
_REASON = click.option("--reason", default=_NO_REASON, help=_("理由，记入该单位的记录"))


@units.command(help=_("暂停使用：任何人不能进入，来文等待"))
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@_REASON
@answers("database")
def suspend(codes: Sequence[str], reason: str) -> Answer:
    """Refuse entry to units."""
    return _acted(codes, partial(fleet.suspend, reason=reason))


@units.command(help=_("恢复使用"))
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@_REASON
@answers("database")
def restore(codes: Sequence[str], reason: str) -> Answer:
    """Let suspended units in again."""
    return _acted(codes, partial(fleet.restore, reason=reason))


@units.command(help=_("导出全部资料后关闭，不能恢复"))
@click.argument("codes", nargs=-1, required=True, metavar="CODE…")
@_REASON
@answers("database")
def close(codes: Sequence[str], reason: str) -> Answer:
    """Export units and close them for good; says where the exports are."""
    exports: dict[str, Path] = {}

    def close_one(code: str) -> Path | None:
        path = fleet.close(code, reason=reason)
        if path is not None:
            exports[code] = path
        return path

    answer = _acted(codes, close_one)
    paths = {code: str(path) for code, path in exports.items()}
    text = Text("\n".join([str(answer.text), *paths.values()]))
    return Answer({**answer.document, "exports": paths}, text, answer.ok, answer.complaint)


def _acted(codes: Sequence[str], act: Callable[[str], Any]) -> Answer:
    outcome = Outcome()
    for code in codes:
        attempt(outcome, code, partial(act, code))
    return fleet_words.acted(outcome)
