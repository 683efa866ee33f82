"""The page of the reference: an index of all addresses, and one chapter at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from core.api.schema.codes import refusal_codes
from core.api.schema.reading import Chapter, Entry, Line
from core.ui.components.base import Component
from core.ui.components.heads import PageHead, TabLine, Tabs
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Table
from core.ui.links import city_url

#: The tab of all codes; no module can have this name.
CODES = "-codes"


def reference_page(chapters: Sequence[Chapter], wanted: str) -> dict[str, Any]:
    """What ``ui/stacked.html`` shows for the chapter that is wanted, or for the index."""
    chapter = next((each for each in chapters if each.tag == wanted), None)
    parts: Iterable[Component]
    if chapter is not None:
        parts = [_entry(entry) for entry in chapter.entries]
    else:
        parts = [_codes()] if wanted == CODES else [_index(chapter) for chapter in chapters]
    title = _("接口说明")
    note = _("供程序调用的接口（OpenAPI 3.1）。机器可读的全文在/api/schema/。")
    return {
        "title": title,
        "head": PageHead(title, note=note),
        "parts": [_tabs(chapters, wanted), *parts],
    }


def _tabs(chapters: Sequence[Chapter], wanted: str) -> Tabs:
    here = city_url("api:reference")
    known = {chapter.tag for chapter in chapters} | {CODES}
    lines = [TabLine(_("目录"), here, current=wanted not in known)]
    lines += [
        TabLine(each.tag, f"{here}?tag={each.tag}", len(each.entries), each.tag == wanted)
        for each in chapters
    ]
    lines.append(TabLine(_("错误代码"), f"{here}?tag={CODES}", current=wanted == CODES))
    return Tabs(_("接口说明"), tuple(lines))


def _index(chapter: Chapter) -> Panel:
    columns = (
        Column("summary", _("用途"), card="title"),
        Column("method", _("方法"), width="narrow", card="aside"),
        Column("path", _("地址"), lambda row: _code(row.path), width="wide"),
        Column("permission", _("所需权限")),
    )
    return Panel(chapter.tag, (Table(f"api-{chapter.tag}", chapter.tag, columns, chapter.entries),))


def _entry(entry: Entry) -> Panel:
    tables = (
        ("parameters", _("参数"), entry.parameters),
        ("body", _("请求内容"), entry.body),
        ("answer", _("应答 %(status)s") % {"status": entry.status}, entry.answer),
    )
    parts = [_lines(name, title, lines) for name, title, lines in tables if lines]
    needs = _("所需权限：%(code)s。") % {"code": entry.permission} if entry.permission else ""
    refused = _("可能的拒绝：%(codes)s") % {"codes": entry.refusals}
    return Panel(
        f"{entry.method} {entry.path}", tuple(parts), note=f"{entry.summary} {needs}{refused}"
    )


def _lines(name: str, title: str, lines: Sequence[Line]) -> Table:
    columns = (
        Column("name", title, lambda row: _code("　" * row.depth + row.name), card="title"),
        Column("kind", _("类型")),
        Column("required", _("必填"), lambda row: _("必填") if row.required else ""),
        Column("about", _("说明"), width="wide"),
    )
    return Table(f"api-{name}", title, columns, lines)


def _codes() -> Panel:
    columns = (
        Column("code", _("错误代码"), lambda row: _code(row[0]), card="title"),
        Column("status", _("状态码"), lambda row: row[1], width="narrow", card="aside"),
        Column("words", _("说明"), lambda row: row[2], width="wide"),
    )
    return Panel(_("错误代码"), (Table("api-codes", _("错误代码"), columns, refusal_codes()),))


def _code(text: str) -> str:
    return format_html("<code>{}</code>", text)
