"""The two registers (发文登记簿, 收文登记簿): filtered, searched, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.timezone import make_aware

from core.errors import NotFound
from plugins.mandatory.official_documents.models import Document, ReceivedDocument

Row = TypeVar("Row", bound=Model)

#: The order of each register; both end in something unique, as paging by key needs.
SENT_ORDER = ("-dispatched_at", "-id")
RECEIVED_ORDER = ("-year", "-seq")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in a register; an empty part does not matter."""

    text: str = ""
    organ: str = ""
    doc_type: str = ""
    urgency: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = Search()


def sent_documents(search: Search = EVERYTHING) -> QuerySet[Document]:
    """The register of sent documents."""
    rows = Document.objects.filter(dispatched_at__isnull=False)
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


def _found(rows: QuerySet[Row], search: Search, *, day: str) -> QuerySet[Row]:
    if search.text:
        text = search.text
        rows = rows.filter(
            Q(title__icontains=text)
            | Q(number_text__icontains=text)
            | Q(organ_name__icontains=text)
        )
    if search.organ:
        rows = rows.filter(organ_name__icontains=search.organ)
    exact = {"doc_type": search.doc_type, "urgency": search.urgency}
    rows = rows.filter(**{field: value for field, value in exact.items() if value})
    if search.since:
        rows = rows.filter(**{f"{day}__gte": _midnight(search.since)})
    if search.until:
        rows = rows.filter(**{f"{day}__lt": _midnight(search.until + timedelta(days=1))})
    return rows


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))
