"""How a matter stands in the list: urgency, light, title, from whom, step, when."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.calendar.public import Clock, Level
from core.contracts.people import Person
from core.contracts.urgency import Urgency
from core.inbox.boxes import Box
from core.inbox.models import InboxItem, Kind
from core.inbox.wanted import PLAIN
from core.modules.discovery import registry
from core.modules.pages import title_of
from core.ui import Column, Filter, Light, icon, unit_url, urgency_tag

#: What is only looked up or gone on with needs no stop on the way.
_DIRECT = {Kind.STARTED, Kind.DRAFT}


def columns(box: Box, person: Person, clock: Clock) -> tuple[Column, ...]:
    """The columns of a box, for a page of one unit or of all."""
    every = {
        "urgency": Column(
            "urgency",
            _("紧急程度"),
            urgency_mark,
            width="narrow",
            card="aside",
            filter=_urgencies(),
        ),
        "due_at": _light(clock),
        "title": Column("title", _("标题"), _title, width="wide", card="title", filter=Filter()),
        "unit": _unit(person),
        "module": _module(person),
        "number": Column("number", _("文号"), card="none", optional=True),
        "sender": Column("sender", _("来自")),
        "holder": Column("holder", _("当前办理人")),
        "step": Column("step", _("办理环节")),
        "arrived_at": Column("arrived_at", _("到达时间"), _short("arrived_at"), width="narrow"),
        "done_at": Column("done_at", _("我的处理时间"), _short("done_at"), width="narrow"),
    }
    return tuple(every[key] for key in _keys(box) if key != "unit" or person.unit is None)


_COMMON = ("urgency", "title", "unit", "number")


def _keys(box: Box) -> Sequence[str]:
    if box.is_open and box.kind != Kind.DRAFT:
        return (
            "urgency", "due_at", "title", "unit", "number", "sender", "step", "module",
            "arrived_at",
        )  # fmt: skip
    if box.kind == Kind.STARTED:
        return (*_COMMON, "step", "holder", "module", "arrived_at")
    if box.kind == Kind.DRAFT:
        return (*_COMMON, "module", "arrived_at")
    return (*_COMMON, "sender", "step", "module", "arrived_at", "done_at")


def url_of(item: InboxItem) -> str:
    """Where a line leads: into its unit, by way of the mark that it was seen."""
    if item.kind in _DIRECT:
        return f"/u/{item.unit.code}/{item.url}"
    return unit_url(item.unit.code, "workbench:open", item.pk)


def is_fresh(item: InboxItem) -> bool:
    """Whether the person has not opened it yet."""
    return item.done_at is None and item.seen_at is None and item.kind not in _DIRECT


def deadline_light(item: InboxItem, clock: Clock) -> Light | str:
    """The light of an open item with its words; '' where nothing is due."""
    shown = clock.deadline(item.due_at, item.urgency) if item.done_at is None else None
    return Light(shown.level.value, shown.text) if shown else ""


def _light(clock: Clock) -> Column:
    choices = [(level.value, level.label) for level in (Level.RED, Level.AMBER, Level.GREEN)]
    return Column(
        "due_at",
        _("办理期限"),
        lambda item: deadline_light(item, clock),
        width="narrow",
        filter=Filter("choice", choices),
    )


def _urgencies() -> Filter:
    known = [(each.value, each.label) for each in reversed(Urgency) if each.value]
    return Filter("choice", [*known, (PLAIN, Urgency.NONE.label)])


def _unit(person: Person) -> Column:
    choices = [(unit.code, unit.name) for unit in person.units]
    return Column(
        "unit", _("单位"), lambda item: item.unit.short_name, filter=Filter("choice", choices)
    )


def _module(person: Person) -> Column:
    names = sorted(person.unit.modules) if person.unit else list(registry().names)
    choices = [(name, title_of(name)) for name in names]
    return Column(
        "module",
        _("业务"),
        lambda item: title_of(item.module),
        filter=Filter("choice", choices),
        card="none",
    )


def urgency_mark(item: InboxItem) -> Any:
    """The tag of an item's urgency; '' for a plain one."""
    known = item.urgency in Urgency.values and item.urgency
    return urgency_tag(str(Urgency(item.urgency).label)) if known else ""


def _title(item: InboxItem) -> SafeString:
    clip = format_html('{}<span class="sr">{}</span>', icon("paper-clip", 16, "micro"), _("有附件"))
    placed = _("%(name)s预排") % {"name": item.placed_by} if item.placed_by else ""
    return format_html(
        "{}{}{}",
        item.title,
        format_html(" {}", clip) if item.has_files else "",
        format_html(' <small class="placed">{}</small>', placed) if placed else "",
    )


def _short(name: str) -> Any:
    """This year's moments without the year: a narrow column, and every row says it."""

    def cell(item: InboxItem) -> str:
        at = getattr(item, name)
        if at is None:
            return ""
        local = timezone.localtime(at)
        year = "" if local.year == timezone.localdate().year else f"{local.year}-"
        return f"{year}{local:%m-%d %H:%M}"

    return cell
