"""The document in people's boxes: a draft, what waits for the next one, what one has set going."""

from collections.abc import Iterable
from datetime import datetime

from core.calendar.public import Clock, working_calendar
from core.contracts.people import Person
from core.inbox.public import Kind, Matter, finish, put, settle, withdraw
from core.people.public import MemberLine
from plugins.mandatory.official_documents.models import ActKind, Document, State
from plugins.mandatory.official_documents.services.trail import MODULE


def hold_as_draft(document: Document, by: Person, at: datetime) -> None:
    """Keep the draft in its drafter's 草稿, under its title of now.

    One that was sent back stands in his 待办 instead.
    """
    if document.signer_id is None:
        put(matter=_matter(document, by), accounts=[by.account_id], at=at, kind=Kind.DRAFT)


def begin(document: Document, by: Person, at: datetime) -> None:
    """The draft has left its drafter, who follows it in 我发起的."""
    withdraw(module=MODULE, reference=str(document.pk), kind=Kind.DRAFT, at=at)
    put(matter=_matter(document, by), accounts=[by.account_id], at=at, kind=Kind.STARTED)


def hand_on(
    document: Document,
    by: Person,
    at: datetime,
    *,
    to: Iterable[MemberLine],
    step: ActKind | None = None,
) -> None:
    """The matter leaves whoever acted and waits for those who are next."""
    people = list(to)
    settle(module=MODULE, reference=str(document.pk), by=by.account_id, at=at)
    due_at = Clock(working_calendar(), at).due(document.urgency)
    matter = _matter(document, by, people, step=step, due_at=due_at)
    put(matter=matter, accounts=[person.account_id for person in people], at=at)


def end(document: Document, by: Person, at: datetime) -> None:
    """It is sent, or given up: nobody has it before him any more."""
    reference = str(document.pk)
    settle(module=MODULE, reference=reference, by=by.account_id, at=at)
    withdraw(module=MODULE, reference=reference, kind=Kind.DRAFT, at=at)
    finish(module=MODULE, reference=reference, at=at, step=_step(document))


def _matter(
    document: Document,
    by: Person,
    people: Iterable[MemberLine] = (),
    *,
    step: ActKind | None = None,
    due_at: datetime | None = None,
) -> Matter:
    return Matter(
        module=MODULE,
        reference=str(document.pk),
        title=document.title,
        url=f"m/{MODULE}/documents/{document.pk}/",
        step=str(step.label) if step else _step(document),
        sender=by.name,
        urgency=document.urgency,
        due_at=due_at,
        number=document.number_text,
        holder="、".join(person.name for person in people),
        has_files=document.attachments.exists(),
    )


def _step(document: Document) -> str:
    return str(State(document.state).label)
