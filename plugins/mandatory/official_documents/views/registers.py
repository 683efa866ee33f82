"""Both registers as tables, and as files equal to what is on the screen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from core.contracts.urgency import Urgency
from core.errors import NotFound
from core.exchange.public import signed_counts
from core.files.public import as_csv, as_xlsx
from core.modules.hooks import register_columns
from core.ui import Button, Column, EmptyState, Filter, ListState, Table, keyset_page
from core.web.access import requires
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.models import DocumentType, Role
from plugins.mandatory.official_documents.permissions import VIEW
from plugins.mandatory.official_documents.selectors.registers import (
    RECEIVED_ORDER,
    SENT_ORDER,
    Search,
    received_documents,
    search_of,
    sent_documents,
)
from plugins.mandatory.official_documents.views.parts import list_page

#: An export beyond this is asked for in parts, by year or type.
MOST_ROWS = 50_000
_BATCH = 500

Row = Any


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its rows, its columns, where a row leads, its name for other modules."""

    name: str
    title: str | Promise
    rows: Callable[[Search], QuerySet]
    order: Sequence[str]
    columns: tuple[Column, ...]
    page: str
    hook: str
    empty: EmptyState

    def more_columns(self, rows: Sequence[Row]) -> tuple[Column, ...]:
        """Columns that are filled for a whole page at once: n/m signed, other modules'."""
        own = (_signed_column(rows),) if self.name == "sent" else ()
        keys = [row.pk for row in rows]
        return own + tuple(
            Column(filled.code, filled.title, _cell(filled.cells), optional=True)
            for filled in register_columns(self.hook, keys)
        )


def _common() -> tuple[Column, ...]:
    """What both registers say of a paper."""
    types, urgencies = DocumentType.choices, Urgency.choices[1:]
    return (
        Column("number_text", gettext_lazy("文号"), filter=Filter(), card="meta"),
        Column("title", gettext_lazy("标题"), filter=Filter(), width="wide", card="title"),
        Column(
            "doc_type",
            gettext_lazy("文种"),
            lambda row: row.get_doc_type_display(),
            filter=Filter("choice", types),
            card="none",
        ),
        Column(
            "urgency",
            gettext_lazy("紧急程度"),
            lambda row: Urgency(row.urgency).label,
            filter=Filter("choice", urgencies),
            card="none",
        ),
    )


SENT = Register(
    name="sent",
    title=gettext_lazy("发文登记簿"),
    rows=sent_documents,
    order=SENT_ORDER,
    columns=(
        *_common(),
        Column(
            "organ",
            gettext_lazy("发文机关"),
            lambda row: row.organ_name,
            filter=Filter(),
            optional=True,
        ),
        Column("signer_name", gettext_lazy("签发人"), card="none"),
        Column("drafter_name", gettext_lazy("拟稿人"), optional=True, card="none"),
        Column(
            "day", gettext_lazy("分发时间"), lambda row: row.dispatched_at, filter=Filter("date")
        ),
    ),
    page="document",
    hook="official_documents:outgoing",
    empty=EmptyState(gettext_lazy("还没有发文"), gettext_lazy("分发后的公文登记在这里。")),
)

RECEIVED = Register(
    name="received",
    title=gettext_lazy("收文登记簿"),
    rows=received_documents,
    order=RECEIVED_ORDER,
    columns=(
        Column("number", gettext_lazy("收文编号"), card="aside"),
        *_common(),
        Column("organ", gettext_lazy("来文单位"), lambda row: row.organ_name, filter=Filter()),
        Column(
            "role",
            gettext_lazy("送达方式"),
            lambda row: Role(row.role).label,
            optional=True,
            card="none",
        ),
        Column("signer_name", gettext_lazy("签收人"), card="none", optional=True),
        Column("day", gettext_lazy("签收时间"), lambda row: row.signed_at, filter=Filter("date")),
    ),
    page="received_document",
    hook="official_documents:incoming",
    empty=EmptyState(gettext_lazy("还没有收文"), gettext_lazy("签收后的公文登记在这里。")),
)
REGISTERS = {register.name: register for register in (SENT, RECEIVED)}


@requires(VIEW)
@require_safe
def sent(request: PersonRequest) -> HttpResponse:
    """发文登记簿."""
    return _page(request, SENT)


@requires(VIEW)
@require_safe
def received(request: PersonRequest) -> HttpResponse:
    """收文登记簿."""
    return _page(request, RECEIVED)


@requires(VIEW)
@require_safe
def export(request: PersonRequest, name: str, ending: str) -> HttpResponse:
    """The rows that the page's filters let through, in its order, with its columns."""
    register = REGISTERS.get(name)
    if register is None:
        raise NotFound
    state = ListState.of(request, name)
    title = str(register.title)
    head = [str(column.title) for column in _chosen(register, state, ())]
    lines = _lines(register, state)
    if ending == "csv":
        return _download(as_csv(head, lines), f"{title}.csv", "text/csv; charset=utf-8")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _download(as_xlsx(title, head, lines), f"{title}.xlsx", kind)


def _page(request: PersonRequest, register: Register) -> HttpResponse:
    state = ListState.of(request, register.name)
    page = keyset_page(register.rows(search_of(state.value)), order=register.order, state=state)
    table = Table(
        name=register.name,
        label=register.title,
        columns=(*register.columns, *register.more_columns(page.rows)),
        rows=page.rows,
        state=state,
        row_url=lambda row: reverse(f"official_documents:{register.page}", args=[row.pk]),
        pages=page.pagination,
        export_url=_export_url(request, register, "xlsx"),
        empty=register.empty,
        wide=True,
    )
    csv = Button(_("导出 CSV"), "quiet", _export_url(request, register, "csv"))
    return list_page(request, register.name, table, acts=(csv,) if page.rows else ())


def _export_url(request: PersonRequest, register: Register, ending: str) -> str:
    url = reverse("official_documents:export", args=[register.name, ending])
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


def _chosen(register: Register, state: ListState, rows: Sequence[Row]) -> list[Column]:
    columns = (*register.columns, *register.more_columns(rows))
    return Table(register.name, register.title, columns, rows, state).chosen


def _lines(register: Register, state: ListState) -> Iterator[list[object]]:
    """Row by row, with the columns of a page filled for some hundred rows at once."""
    rows = register.rows(search_of(state.value))[:MOST_ROWS].iterator(chunk_size=_BATCH)
    while batch := list(islice(rows, _BATCH)):
        columns = _chosen(register, state, batch)
        for row in batch:
            yield [column.value(row) for column in columns]


def _signed_column(rows: Sequence[Row]) -> Column:
    counts = signed_counts([row.envelope_id for row in rows]) if rows else {}

    def cell(row: Row) -> str:
        signed = counts.get(row.envelope_id)
        return f"{signed.signed}/{signed.total}" if signed else ""

    return Column("signed", _("签收"), cell, align="end", card="aside")


def _cell(cells: dict[UUID, str]) -> Callable[[Row], str]:
    return lambda row: cells.get(row.pk, "")


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer
