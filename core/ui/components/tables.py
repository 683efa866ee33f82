"""Registers: tables that sort, filter, choose columns, select, sum up and become cards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui import dates
from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button
from core.ui.components.lists import COLUMNS, ORDER, ListState
from core.ui.components.notices import EmptyState
from core.ui.components.pages import Pagination

NOTHING_YET = EmptyState(gettext_lazy("没有符合条件的记录"), gettext_lazy("可放宽或清除筛选条件。"))


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter in the head of a column: a text, a day, or one of ``choices``."""

    kind: Literal["text", "date", "choice"] = "text"
    choices: Sequence[tuple[str, Text]] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``cell`` makes the value of a row; else ``row.<key>`` or ``row[key]``.

    ``card`` is its place on a phone's card: the title, beside it, in the second line, or
    nowhere. ``optional`` columns appear when chosen. ``total`` is its sum at the foot.
    """

    key: str
    title: Text
    cell: Callable[[Any], Any] | None = None
    align: Literal["start", "center", "end"] = "start"
    width: Literal["", "narrow", "wide"] = ""
    sort: bool = False
    filter: Filter | None = None
    card: Literal["title", "aside", "meta", "none"] = "meta"
    optional: bool = False
    total: Any = None

    def css(self, is_title: bool) -> str:
        """The classes of its cells."""
        return f"at-{self.align} {self.width} card-{'title' if is_title else self.card}"

    def value(self, row: Any) -> Any:
        """What stands in this column for ``row``, ready to be shown."""
        if self.cell is not None:
            return shown(self.cell(row))
        return shown(row[self.key] if isinstance(row, dict) else getattr(row, self.key))


@dataclass(frozen=True, slots=True)
class Cell:
    """One sum at the foot, with the column it stands in."""

    column: Column
    value: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the template shows it: the classes and the content of each cell."""

    key: str
    url: str
    fresh: bool
    cells: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Table(Component):
    """A register. ``name`` is its id on the page; ``label`` says what it lists.

    ``row_url`` makes rows open; ``fresh`` marks unread ones; ``bulk`` are acts on selected
    rows (posted to ``bulk_url`` as ``row=<key>``, with the button's name and value and the
    ``bulk_fields``).
    ``wide`` lets a broad register scroll inside its own box.
    """

    template: ClassVar[str] = "ui/components/table.html"

    name: str
    label: Text
    columns: Sequence[Column]
    rows: Sequence[Any]
    state: ListState = field(default_factory=ListState)
    row_url: Callable[[Any], str] | None = None
    row_key: Callable[[Any], Any] | None = None
    fresh: Callable[[Any], bool] | None = None
    bulk: Sequence[Button] = ()
    bulk_url: str = ""
    bulk_fields: Sequence[tuple[str, str]] = ()
    count: int | None = None
    pages: Pagination | None = None
    export_url: str = ""
    empty: EmptyState = NOTHING_YET
    wide: bool = False

    @property
    def chosen(self) -> list[Column]:
        """The columns on the page: the reader's choice, else all that are not optional."""
        picked = [c for c in self.columns if c.key in self.state.columns]
        return picked or [c for c in self.columns if not c.optional]

    @property
    def chooser(self) -> list[tuple[Column, bool]]:
        """Every column and whether it is on the page; [] where there is nothing to choose."""
        if not any(c.optional for c in self.columns):
            return []
        chosen = self.chosen
        return [(column, column in chosen) for column in self.columns]

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The head of each column: where a click leads, and how it is sorted now."""
        return [
            {
                "column": column,
                "url": self.state.sort_url(column.key) if column.sort else "",
                "direction": self.state.direction(column.key),
                "value": self.state.value(column.key),
            }
            for column in self.chosen
        ]

    @property
    def has_filters(self) -> bool:
        """Whether any column on the page can be filtered."""
        return any(column.filter for column in self.chosen)

    @property
    def filtered(self) -> bool:
        """Whether a filter is set, so that an empty list may be the filter's doing."""
        return any(self.state.value(column.key) for column in self.columns if column.filter)

    @property
    def filters_kept(self) -> list[tuple[str, str]]:
        """What the filters' form carries along: all that is not a filter."""
        return self.state.kept(*(column.key for column in self.chosen if column.filter))

    @property
    def columns_kept(self) -> list[tuple[str, str]]:
        """What the chooser's form carries along: all but the columns."""
        return self.state.kept(COLUMNS)

    @property
    def plain_url(self) -> str:
        """The list without filters, in the same order."""
        query = {ORDER: self.state.sort} if self.state.sort else {}
        return ListState(self.state.path).url(**query)

    @property
    def lines(self) -> list[Line]:
        """The rows, ready to be shown."""
        # Made here, not in the template: a page of fifty rows has four hundred cells.
        keys = [column.key for column in self.chosen]
        title = keys.index(self.title_key)
        columns = [(column, column.css(n == title)) for n, column in enumerate(self.chosen)]
        return [self._line(row, columns, title) for row in self.rows]

    @property
    def title_key(self) -> str:
        """The column with the row's link, the card's title: the one marked, else the first."""
        chosen = self.chosen
        return next((c.key for c in chosen if c.card == "title"), chosen[0].key)

    @property
    def totals(self) -> list[Cell] | None:
        """The sums at the foot; None where no column has one."""
        if all(column.total is None for column in self.chosen):
            return None
        return [Cell(column, shown(column.total)) for column in self.chosen]

    @property
    def has_foot(self) -> bool:
        """Whether anything stands under the rows."""
        return bool(self.rows and (self.count is not None or self.export_url or self.pages))

    @property
    def span(self) -> int:
        """How many columns the table has, the one of the boxes included."""
        return len(self.chosen) + bool(self.bulk)

    def _line(self, row: Any, columns: list[tuple[Column, str]], title: int) -> Line:
        key = self.row_key(row) if self.row_key else getattr(row, "pk", "")
        url = self.row_url(row) if self.row_url else ""
        fresh = bool(self.fresh and self.fresh(row))
        cells = [(css, column.value(row)) for column, css in columns]
        cells[title] = (cells[title][0], _linked(cells[title][1], url, fresh=fresh))
        return Line(str(key), url, fresh, cells)


def _linked(value: Any, url: str, *, fresh: bool) -> Any:
    unread = format_html('<span class="sr">{} </span>', _("未读")) if fresh else ""
    return (
        format_html('<a class="row-link" href="{}">{}{}</a>', url, unread, value) if url else value
    )


def shown(value: Any) -> Any:
    """A value as the office writes it; components and texts stay as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return dates.moment(value)
    return dates.day(value) if isinstance(value, date) else value
