"""``citydesk modules new`` and ``citydesk modules check``: the module author's tools.

The group ``modules`` itself is the installer's; it mounts these two.
"""

from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.text import Text

from core.cli.public import Answer, answers
from core.modules.check.run import check_module, located
from core.modules.findings import Finding
from core.modules.scaffold.write import BUILT_IN, NewModule, write_module


@click.command("new", help=_("生成一个新模块：能运行、能通过检查的起点"))
@click.argument("name")
@click.option(
    "--path", type=click.Path(path_type=Path), default=BUILT_IN, help=_("放在哪个文件夹下")
)
@click.option("--package", "packaged", is_flag=True, help=_("另附 pyproject.toml，可用 pip 安装"))
@click.option("--title", default="", help=_("中文名称"))
@click.option("--title-en", default="", help=_("英文名称"))
@answers()
def new(name: str, path: Path, title: str, title_en: str, *, packaged: bool) -> Answer:
    """Write a module and say what to do next."""
    shown = name.replace("_", " ")
    wanted = NewModule(name, title or shown, title_en or shown.capitalize())
    folder = write_module(wanted, path, packaged=packaged)
    files = sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())
    document = {"module": name, "path": str(folder), "files": files}
    told = _("已生成模块 %(name)s：%(folder)s\n下一步：citydesk modules check %(folder)s")
    return Answer(document, told % {"name": name, "folder": folder})


@click.command("check", help=_("检查模块是否守规矩，逐条指出文件、行号和规则"))
@click.argument("wanted", metavar="PATH_OR_NAME")
@answers()
def check(wanted: str) -> Answer:
    """Name every broken rule; status 1 if there is one."""
    folder, _package = located(wanted)
    found = check_module(wanted)
    document = {
        "module": folder.name,
        "ok": not found,
        "findings": [finding.as_json() for finding in found],
    }
    if not found:
        return Answer(document, _("%(folder)s 符合全部规则。") % {"folder": folder})
    # As it is: what stands in square brackets is no mark-up.
    lines = Text("\n".join(map(_line, found)))
    return Answer(document, lines, ok=False, complaint=_counted(found))


def _line(finding: Finding) -> str:
    return str(finding).replace(f"{Path.cwd()}/", "", 1)


def _counted(found: list[Finding]) -> str:
    return _("有 %(count)s 处不符合规则。") % {"count": len(found)}
