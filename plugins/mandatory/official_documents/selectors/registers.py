"""The two registers (发文登记簿, 收文登记簿): filtered, searched, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware

from core.contracts.pages import SearchResult
from core.errors import NotFound
from core.exchange.public import count_waiting
from plugins.mandatory.official_documents.models import Document, ReceivedDocument

Row = TypeVar("Row", bound=Model)

#: The order of each register; both end in something unique, as paging by key needs.
SENT_ORDER = ("-dispatched_at", "-id")
RECEIVED_ORDER = ("-year", "-seq")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in a register; an empty part does not matter."""

    title: str = ""
    number_text: str = ""
    organ: str = ""
    doc_type: str = ""
    urgency: str = ""
    day: date | None = None


EVERYTHING = Search()
_LONG_AGO = datetime(1949, 10, 1, tzinfo=UTC)


def sent_documents(search: Search = EVERYTHING) -> QuerySet[Document]:
    """The register of sent documents."""
    rows = Document.objects.filter(dispatched_at__isnull=False).defer("body")
    return _found(rows, search, day="dispatched_at").order_by(*SENT_ORDER)


def received_documents(search: Search = EVERYTHING) -> QuerySet[ReceivedDocument]:
    """The register of received documents."""
    rows = ReceivedDocument.objects.all()
    return _found(rows, search, day="signed_at").order_by(*RECEIVED_ORDER)


def received_document(received_id: UUID) -> ReceivedDocument:
    """One line of the register of received documents; raises ``NotFound``."""
    received = ReceivedDocument.objects.filter(pk=received_id).first()
    if received is None:
        raise NotFound
    return received


def search_of(value: Callable[[str], str]) -> Search:
    """The search that was asked for, from the texts of an address; nonsense is no filter."""
    texts = {part: value(part) for part in ("title", "number_text", "organ", "doc_type", "urgency")}
    return Search(**texts, day=_day(value("day")))


def _day(text: str) -> date | None:
    try:
        asked = parse_date(text)
    except ValueError:
        return None
    # The last day that there is has no day after it, where the search would end.
    return None if asked is None or asked.year == MAXYEAR else asked


def _found(rows: QuerySet[Row], search: Search, *, day: str) -> QuerySet[Row]:
    wanted = {
        "title__icontains": search.title,
        "number_text__icontains": search.number_text,
        "organ_name__icontains": search.organ,
        "doc_type": search.doc_type,
        "urgency": search.urgency,
    }
    rows = rows.filter(**{field: value for field, value in wanted.items() if value})
    if search.day:
        begins = make_aware(datetime.combine(search.day, time()))
        rows = rows.filter(**{f"{day}__gte": begins, f"{day}__lt": begins + timedelta(days=1)})
    return rows


@dataclass(frozen=True, slots=True)
class YearOfPapers:
    """How much the unit sent, signed for and has still to sign for."""

    year: int
    sent: int
    received: int
    waiting: int


def papers_of_year(year: int) -> YearOfPapers:
    """The sums of both registers in ``year``, and what waits for 签收 now."""
    begins, ends = (make_aware(datetime(each, 1, 1)) for each in (year, year + 1))  # noqa: DTZ001 -- made aware
    sent = Document.objects.filter(dispatched_at__gte=begins, dispatched_at__lt=ends).count()
    received = ReceivedDocument.objects.filter(year=year).count()
    return YearOfPapers(year, sent, received, count_waiting())


def papers_found(query: str, limit: int = 20) -> list[SearchResult]:
    """Papers of both registers whose title or number contains ``query``, newest first."""
    wanted = Q(title__icontains=query) | Q(number_text__icontains=query)
    sent = [
        _result(row, "documents", row.dispatched_at)
        for row in sent_documents().filter(wanted)[:limit]
    ]
    received = [
        _result(row, "received", row.signed_at)
        for row in received_documents().filter(wanted)[:limit]
    ]
    return sorted([*sent, *received], key=lambda one: one.at or _LONG_AGO, reverse=True)[:limit]


def _result(row: Document | ReceivedDocument, place: str, at: datetime | None) -> SearchResult:
    url = f"m/official_documents/{place}/{row.pk}/"
    return SearchResult(row.title, url, snippet=f"{row.number_text} {row.organ_name}", at=at)
