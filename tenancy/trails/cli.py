"""``citydesk audit …``: verify the trails and export them as evidence."""

from dataclasses import asdict
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Group
from rich.text import Text

from core.cli.public import Answer, answers
from core.evidence.public import fingerprint, public_key
from tenancy.terminal import bar, grid
from tenancy.trail import operator
from tenancy.trails.checking import Verified, check_after, verify
from tenancy.trails.export import export_trails
from tenancy.trails.reading import trails
from tenancy.trails.words import reason_text, trail_name

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)


@click.group(help=_("审计记录：核验、导出"))
def audit() -> None:
    """Hold the commands of the trail."""


@audit.command("verify", help=_("核验审计记录没有被改动、删除、插入或重排；指出第一条不符的记录"))
@click.option("--unit", "code", help=_("只核验这一个单位（单位代码）"))
@click.option("--after", type=_FILE, help=_("以前导出的文件：其中的签名必须仍在"))
@answers("database")
def verify_trails(code: str | None, after: Path | None) -> Answer:
    """Check every line against what the city keeps of it."""
    with bar(_("核验审计记录"), len(trails(code))) as step:
        found = verify(code, progress=lambda _so_far: step())
    if after is not None:
        check_after(found, after)
    return Answer(asdict(found), _told(found), ok=not found.bad, complaint=_complaint(found))


@audit.command("export", help=_("导出审计记录，附签名和独立核验程序"))
@click.option("--unit", "code", help=_("只导出这一个单位（单位代码）"))
@click.option("--to", "path", type=_NEW, required=True, help=_("写入的文件（zip）"))
@answers("database")
def export(code: str | None, path: Path) -> Answer:
    """Write evidence that is checked without a server."""
    made = export_trails(path, code=code, by=operator(), at=timezone.now())
    text = _(
        "已导出 %(n)s 条记录到 %(file)s。签名指纹：%(key)s。核验：python3 verify_trail.py %(file)s"
    )
    facts = {"n": made.entries, "file": made.path, "key": made.key}
    document = {**asdict(made), "path": str(made.path)}
    return Answer(document, Text(text % facts))


@audit.command("key", help=_("显示签名公钥及其指纹，供公布"))
@answers()
def key() -> Answer:
    """What the city publishes, so that evidence can be told from a forgery."""
    public = public_key()
    return Answer({"key": public, "fingerprint": fingerprint(public)}, fingerprint(public))


def _told(found: Verified) -> Group:
    facts = {"units": f"{found.units:,}", "entries": f"{found.entries:,}", "bad": len(found.bad)}
    line = _("核验了 %(units)s 个单位的 %(entries)s 条记录，不符 %(bad)s 处。") % facts
    rows = [
        (trail_name(one["unit"]), one["entry"], reason_text(str(one["reason"])))
        for one in found.bad
    ]
    table = grid((_("单位"), _("记录"), _("问题")), rows)
    return Group(Text(line), *((table,) if rows else ()))


def _complaint(found: Verified) -> str:
    """The first bad entry, for whoever looks at standard error alone."""
    if not found.bad:
        return ""
    first = found.bad[0]
    facts = {"unit": trail_name(first["unit"]), "entry": first["entry"]}
    why = reason_text(str(first["reason"]))
    return _("第一处不符：%(unit)s %(entry)s（%(why)s）") % {**facts, "why": why}
