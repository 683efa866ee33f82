"""Documents on their way out: who may see one, what waits for whom."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from core.context import current_unit
from core.contracts.people import Person
from core.errors import NotFound
from core.people.public import MemberLine, members_with
from core.units.public import NumberCode, Organ, OrganKind, number_codes_of, organs_hosted_by
from plugins.mandatory.official_documents.models import Document, State
from plugins.mandatory.official_documents.permissions import DISPATCH, DRAFT, SIGN, VIEW

UNDER_WAY = (State.DRAFT, State.IN_REVIEW, State.SIGNED, State.NUMBERED)


def documents_of(person: Person) -> QuerySet[Document]:
    """The documents that ``person`` may open.

    His own and those of whom he stands in for, drafted or to be signed; those on their way for
    whoever numbers and sends; sent ones for whoever sees the registers.
    """
    mine = Q(drafter__in=person.represents) | Q(signer__in=person.represents)
    if person.may(DISPATCH):
        mine |= ~Q(state__in=[State.DRAFT, State.DISCARDED])
    if person.may(VIEW):
        mine |= Q(state=State.DISPATCHED)
    return Document.objects.filter(mine)


def document_for(person: Person, document_id: UUID) -> Document:
    """One document that ``person`` may open; raises ``NotFound`` for any other."""
    document = documents_of(person).filter(pk=document_id).first()
    if document is None:
        raise NotFound
    return document


def documents_under_way(person: Person) -> QuerySet[Document]:
    """What ``person`` has to do with and is not sent yet, newest first."""
    return documents_of(person).filter(state__in=UNDER_WAY).defer("body").order_by("-id")


def possible_signers(drafter_id: UUID | None) -> list[MemberLine]:
    """Who may sign what this member drafted: everybody with the permission but himself.

    The only holder in the unit may sign his own: a village has one.
    """
    holders = members_with(SIGN)
    others = [holder for holder in holders if holder.member_id != drafter_id]
    return others or holders


def own_organs() -> QuerySet[Organ]:
    """The organs in whose name this unit may issue."""
    return organs_hosted_by([current_unit().id])


def issuing_organ(document: Document) -> Organ:
    """The organ that issues the document; raises ``NotFound`` once it has left the unit."""
    organ = own_organs().filter(pk=document.organ_id).first()
    if organ is None:
        raise NotFound
    return organ


def needs_number(document: Document) -> bool:
    """Villages and communities write in a light form, without 文号."""
    return issuing_organ(document).kind != OrganKind.SELF_GOVERNING


def codes_for(document: Document) -> list[NumberCode]:
    """The codes (代字) under which the signed document may be numbered."""
    year = localdate(document.signed_at).year
    codes = number_codes_of(issuing_organ(document), year=year)
    return [code for code in codes if not code.types or document.doc_type in code.types.split()]


def may_change(person: Person, document: Document) -> bool:
    """Whether the text is open, and his."""
    return document.is_open and person.may(DRAFT) and document.drafter_id == person.member_id
