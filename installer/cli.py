"""``citydesk modules …``: the life of modules in units, from the command line."""

from collections.abc import Callable
from functools import partial

import click
from django.utils.translation import gettext as _

from core.cli.public import Answer, answers
from core.context import open_city
from core.modules.cli import check, new
from core.modules.public import registry
from core.units.kinds import Kind
from installer.module_words import listed, states_in
from tenancy.errors import UnknownModule
from tenancy.fleet_words import acted
from tenancy.many import Failed, Outcome, act_on_units, codes_for
from tenancy.terminal import bar


@click.group(help=_("模块：查看、安装、停用、卸载、升级"))
def modules() -> None:
    """Hold the commands of modules."""


modules.add_command(new)
modules.add_command(check)


@modules.command("list", help=_("列出模块；给出单位时列出其中各模块的状态"))
@click.argument("module", required=False)
@click.option("--unit", "code", metavar="CODE", help=_("单位代码"))
@answers("database")
def list_modules(module: str | None, code: str | None) -> Answer:
    """Answer with the modules of this installation, or of one unit."""
    if module is not None and module not in registry():
        raise UnknownModule(module=module)
    with open_city():
        rows = states_in(code) if code else listed()
    return rows.answer(only=module)


def _aims(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say in which units; exactly one must be given."""
    for option in (
        click.option("--all", "everywhere", is_flag=True, help=_("所有单位")),
        click.option("--kind", type=click.Choice(Kind.values), help=_("某一类别的单位")),
        click.option("--unit", "code", metavar="CODE", help=_("一个单位")),
    ):
        command = option(command)
    return command


def _act(act: str, module: str, *, code: str | None, kind: str | None, everywhere: bool) -> Answer:
    if sum(map(bool, (code, kind, everywhere))) != 1:
        raise click.UsageError(_("请用 --unit、--kind、--all 之一指明单位。"))
    if module not in registry():
        return _unknown(module, code)
    codes = codes_for(act=act, module=module, unit=code or "", kind=kind or "")
    with bar(registry()[module].manifest.title, len(codes)) as step:
        return acted(act_on_units(act, module, codes, progress=step))


def _unknown(module: str, code: str | None) -> Answer:
    refused = UnknownModule(module=module)
    return acted(Outcome(failed=[Failed(code or "", refused.code, str(refused))]))


@modules.command(help=_("在单位中安装；数据曾保留的一并恢复"))
@click.argument("module")
@_aims
@answers("database")
def install(module: str, code: str | None, kind: str | None, everywhere: bool) -> Answer:
    """Put a module into units."""
    return _act("install", module, code=code, kind=kind, everywhere=everywhere)


@modules.command(help=_("停用；数据不变"))
@click.argument("module")
@_aims
@answers("database")
def disable(module: str, code: str | None, kind: str | None, everywhere: bool) -> Answer:
    """Switch a module off in units."""
    return _act("disable", module, code=code, kind=kind, everywhere=everywhere)


@modules.command(help=_("启用已停用的模块"))
@click.argument("module")
@_aims
@answers("database")
def enable(module: str, code: str | None, kind: str | None, everywhere: bool) -> Answer:
    """Switch a module on again in units."""
    return _act("enable", module, code=code, kind=kind, everywhere=everywhere)


@modules.command(help=_("卸载；数据保留，除非给出 --purge"))
@click.argument("module")
@_aims
@click.option("--purge", is_flag=True, help=_("永久删除它的数据"))
@answers("database")
def uninstall(
    module: str, code: str | None, kind: str | None, everywhere: bool, purge: bool
) -> Answer:
    """Take a module out of units."""
    act = "purge" if purge else "uninstall"
    return _act(act, module, code=code, kind=kind, everywhere=everywhere)


@modules.command(help=_("把单位中的模块升级到平台的版本；不指明模块时升级全部"))
@click.argument("module", required=False)
@_aims
@answers("database")
def upgrade(module: str | None, code: str | None, kind: str | None, everywhere: bool) -> Answer:
    """Bring the tables of modules to the code's version."""
    aim = partial(_act, code=code, kind=kind, everywhere=everywhere)
    if module is not None:
        return aim("upgrade", module)
    return _together([aim("upgrade", one.name) for one in registry()])


def _together(answered: list[Answer]) -> Answer:
    whole = Outcome()
    for answer in answered:
        whole.done += answer.document["done"]
        whole.skipped += answer.document["skipped"]
        whole.failed += [Failed(**each) for each in answer.document["failed"]]
    # A unit that lacks one of the modules has nothing to upgrade there.
    whole.failed = [each for each in whole.failed if each.code != "module_not_there"]
    return acted(whole)
