"""Whom a step of a document concerns, and in which words they are told.

The words say what is to be done and nothing of the business; which document it is stands
in the notice's body.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from core.exchange.public import ReceiptState, received_envelope
from core.notices.public import Notice, notify
from core.people.public import MemberLine, members_with, people_by_id
from plugins.mandatory.official_documents.models import ActKind, Document
from plugins.mandatory.official_documents.permissions import RECEIVE
from plugins.mandatory.official_documents.services.trail import MODULE

_NEXT = {
    ActKind.SUBMITTED: gettext_noop("有公文待您签发"),
    ActKind.SIGNED: gettext_noop("有公文已签发，待编号分发"),
    ActKind.RETURNED: gettext_noop("您拟的公文被退回修改"),
}
_ISSUED = gettext_noop("您拟的公文已签发")
_ARRIVED = gettext_noop("有新公文待签收")


def tell_next(
    document: Document, act: ActKind, *, to: Iterable[MemberLine], at: datetime, token: UUID
) -> None:
    """Tell those whose turn it is; a signed document's drafter hears of it as well."""
    if act not in _NEXT:
        return
    _tell(document, act, _NEXT[act], [person.account_id for person in to], at, token)
    if act is ActKind.SIGNED:
        drafter = people_by_id([document.drafter_id]).values()
        accounts = [person.account_id for person in drafter]
        _tell(document, "issued", _ISSUED, accounts, at, token)


def tell_of_arrival(*, envelope_id: UUID, at: datetime) -> None:
    """Tell those who may sign for the document, unless somebody has signed meanwhile."""
    envelope, receipt = received_envelope(envelope_id)
    if receipt.state != ReceiptState.WAITING:
        return
    notice = Notice(
        module=MODULE,
        kind="arrived",
        reference=str(envelope_id),
        title=_ARRIVED,
        body=f"{envelope.organ_name}《{envelope.title}》{envelope.number_text}",
        url=f"m/{MODULE}/waiting/{envelope_id}/",
        urgency=envelope.urgency,
    )
    notify(to=[person.account_id for person in members_with(RECEIVE)], notice=notice, at=at)


def _tell(
    document: Document, kind: str, title: str, to: list[UUID], at: datetime, token: UUID
) -> None:
    """Each act tells once: a document that is returned twice is told twice."""
    notice = Notice(
        module=MODULE,
        kind=kind,
        reference=f"{document.pk}:{token}",
        title=title,
        body=f"《{document.title}》",
        url=f"m/{MODULE}/documents/{document.pk}/",
        urgency=document.urgency,
    )
    notify(to=to, notice=notice, at=at)
