"""The parts of the workbench's pages: boxes as tabs, units as chips, the list, kept filters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.contracts.people import Person
from core.inbox.boxes import BOXES
from core.inbox.models import SavedFilter
from core.inbox.selectors import counts_of, filters_of, items_wanted, unit_counts
from core.ui import (
    Button,
    EmptyState,
    Table,
    TabLine,
    Tabs,
    city_url,
    keyset_page,
    unit_url,
)
from core.workbench.asked import BOX, Asked
from core.workbench.rows import columns, is_fresh, url_of

EMPTY = {
    "act": EmptyState(gettext_lazy("没有待办事项"), gettext_lazy("需要您办理的事项会出现在这里。")),
    "read": EmptyState(
        gettext_lazy("没有待阅文件"), gettext_lazy("分送给您阅知的文件会出现在这里。")
    ),
    "done": EmptyState(gettext_lazy("还没有已办事项"), gettext_lazy("办理过的事项会留在这里。")),
    "seen": EmptyState(gettext_lazy("还没有已阅文件"), gettext_lazy("阅读过的文件会留在这里。")),
    "started": EmptyState(
        gettext_lazy("没有您发起的事项"),
        gettext_lazy("您发起的事项办到哪一步、在谁手里，都在这里。"),
    ),
    "draft": EmptyState(
        gettext_lazy("没有草稿"), gettext_lazy("起草后还没有提交的内容会留在这里。")
    ),
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What only the city's transaction knows of a person: the other units, the kept filters."""

    filters: list[SavedFilter]
    per_unit: Mapping[UUID, int]

    @classmethod
    def of(cls, person: Person, asked: Asked) -> "Shared":
        """Read it; chips are counted only for people of several units."""
        several = len(person.units) > 1
        return cls(
            filters_of(person.account_id),
            unit_counts(person.account_id, asked.box) if several else {},
        )


@dataclass(frozen=True, slots=True)
class KeptFilter:
    """A kept filter as a link, and how to forget it."""

    name: str
    url: str
    drop_url: str
    current: bool


def list_parts(person: Person, asked: Asked, shared: Shared) -> dict[str, Any]:
    """What the list's templates need."""
    return {
        "asked": asked,
        "tabs": _tabs(person, asked),
        "chips": _chips(person, asked, shared),
        "table": _table(person, asked),
        "kept": _kept(asked, shared),
    }


def _tabs(person: Person, asked: Asked) -> Tabs:
    counts = counts_of(person.account_id)
    lines = (
        TabLine(box.title, f"{asked.state.path}?{BOX}={key}", counts[key], box is asked.box)
        for key, box in BOXES.items()
    )
    return Tabs(_("我的事项"), tuple(lines))


def _chips(person: Person, asked: Asked, shared: Shared) -> Tabs | None:
    """The units of a person in several, each with its own count; first all together."""
    if len(person.units) < 2:
        return None
    query = f"?{BOX}={asked.box.key}"
    total = sum(shared.per_unit.values())
    here = person.unit.id if person.unit else None
    everything = TabLine(
        _("全部单位"), city_url("workbench:all_units") + query, total, here is None
    )
    units = (
        TabLine(
            unit.name,
            unit_url(unit.code, "workbench:home") + query,
            shared.per_unit.get(unit.id, 0),
            unit.id == here,
        )
        for unit in person.units
    )
    return Tabs(_("按单位查看"), (everything, *units))


def _table(person: Person, asked: Asked) -> Table:
    box = asked.box
    found = items_wanted(person.account_id, box, asked.wanted, asked.clock)
    page = keyset_page(found.select_related("unit"), order=box.order, state=asked.state)
    readable = box.key == "read"
    return Table(
        name="inbox",
        label=box.title,
        columns=columns(box, person, asked.clock),
        rows=page.rows,
        state=asked.state,
        row_url=url_of,
        fresh=is_fresh,
        count=found.count(),
        pages=page.pagination,
        empty=EMPTY[box.key],
        bulk=(Button(_("标为已阅"), "primary", small=True),) if readable else (),
        bulk_url=city_url("workbench:mark_read"),
        bulk_fields=(("back", asked.state.url()),),
    )


def _kept(asked: Asked, shared: Shared) -> list[KeptFilter]:
    return [
        KeptFilter(
            each.name,
            f"{asked.state.path}?{each.query}",
            city_url("workbench:drop_filter", each.pk),
            each.query == asked.filters,
        )
        for each in shared.filters
    ]
