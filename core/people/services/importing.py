"""Importing a list of people: check it as a whole, look at the plan, accept it.

As in ``joining`` there are two transactions that matter, the city's first; the unit's is all
or nothing. Nothing here asks a query for each line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from core.audit.public import record
from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.public import Admission, admit
from core.identity.selectors import numbers_in_unit
from core.people.errors import ListHasErrors, ListNotOpen, ListOutdated
from core.people.known import known_here
from core.people.listing.check import Checked, check_people
from core.people.listing.plan import Plan, make_plan
from core.people.listing.read import PeopleRecords, read_people_list
from core.people.listing.rows import Known, PersonRow
from core.people.models import PeopleList, PeopleListState
from core.people.roles import STAFF
from core.people.services.joining import Added, NewMember, as_newcomers, write_members
from core.people.services.list_changes import change_people

#: The lines of a list that nobody has accepted are forgotten after this.
FORGOTTEN_AFTER = timedelta(days=1)
#: The rank of whom a list gives none: behind everybody who has one.
LAST = 500
#: Longer than carrying out the longest list takes: a claim older than this is of a crash.
CLAIM = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Preview:
    """A list as it was read, what is wrong with it, and what it would do."""

    read: PeopleRecords
    checked: Checked
    plan: Plan
    known: Known


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an accepted list has done; the codes in ``added`` are shown only here."""

    added: tuple[Added, ...]
    changed: int
    left_out: int


def keep_list(
    *, unit: UnitRef, source: BinaryIO, name: str, by: Person, at: datetime
) -> tuple[Preview, PeopleList | None]:
    """Check an uploaded list and keep it for a day, unless it has no readable line (None).

    Opens its own transactions. Nothing about anybody is changed.
    """
    read = read_people_list(source)
    numbers = _numbers(unit)
    with open_unit(unit):
        preview = _preview(read, numbers)
        _forget_old_lists(at)
        if not read.records:
            return preview, None
        kept = PeopleList.objects.create(
            name=name[-100:], content=read.as_json(), checked_at=at, checked_by=by.name
        )
    return preview, kept


def preview_list(*, unit: UnitRef, list_id: UUID) -> tuple[PeopleList, Preview | None]:
    """The list and what it would do as of now; None once it is over. Raises ``NotFound``."""
    numbers = _numbers(unit)
    with open_unit(unit):
        kept = PeopleList.objects.filter(pk=list_id).first()
        if kept is None:
            raise NotFound
        return kept, _preview(
            PeopleRecords.of_json(kept.content), numbers
        ) if kept.content else None


def accept_list(
    *,
    unit: UnitRef,
    list_id: UUID,
    basis: str,
    by: Person,
    at: datetime,
    only_correct: bool = False,
) -> Accepted:
    """Do what the list says, as the plan with this ``basis`` showed it; opens its transactions.

    Refused as a whole with ``ListHasErrors`` while a line is wrong, unless ``only_correct``
    was chosen; with ``ListOutdated`` if the plan is another one by now; with ``ListNotOpen``.
    """
    numbers = _numbers(unit)
    with open_unit(unit):
        preview = _claimed(list_id, numbers, only_correct=only_correct, basis=basis, at=at)
    newcomers = [_newcomer(row) for row in preview.plan.new]
    with _claim_given_back(unit, list_id):
        with open_city():
            admissions = admit(newcomers=as_newcomers(newcomers), unit_id=unit.id, at=at)
        with open_unit(unit):
            write_members(newcomers, admissions, by=by, at=at, approved=False)
            change_people(rows=preview.plan.changed, known=preview.known, by=by, at=at)
            done = Accepted(
                added=tuple(map(_added, newcomers, admissions)),
                changed=len(preview.plan.changed),
                left_out=len(preview.checked.wrong_rows),
            )
            _close(list_id, done, by=by, at=at)
    return done


def give_up_list(*, list_id: UUID) -> None:
    """Put an open list aside; nothing was changed. Raises ``NotFound`` or ``ListNotOpen``."""
    kept = _locked(list_id)
    if not kept.is_open or kept.claimed_at:
        raise ListNotOpen
    kept.state, kept.content = PeopleListState.GIVEN_UP, {}
    kept.save(update_fields=["state", "content"])


def _numbers(unit: UnitRef) -> dict[str, UUID]:
    with open_city():
        return numbers_in_unit(unit.id)


def _preview(read: PeopleRecords, numbers: dict[str, UUID]) -> Preview:
    known = known_here(numbers)
    checked = check_people(read, known)
    return Preview(read, checked, make_plan(checked.rows, known), known)


def _claimed(
    list_id: UUID, numbers: dict[str, UUID], *, only_correct: bool, basis: str, at: datetime
) -> Preview:
    """The plan, claimed for this request alone."""
    kept = _locked(list_id)
    if not kept.is_open or (kept.claimed_at and kept.claimed_at > at - CLAIM):
        raise ListNotOpen
    preview = _preview(PeopleRecords.of_json(kept.content), numbers)
    if preview.checked.errors and not only_correct:
        raise ListHasErrors(count=len(preview.checked.wrong_rows))
    if preview.plan.basis != basis:
        raise ListOutdated
    kept.claimed_at = at
    kept.save(update_fields=["claimed_at"])
    return preview


@contextmanager
def _claim_given_back(unit: UnitRef, list_id: UUID) -> Iterator[None]:
    """After a refusal the list is open again; a crash leaves that to the clock."""
    try:
        yield
    except Exception:
        with open_unit(unit):
            PeopleList.objects.filter(pk=list_id).update(claimed_at=None)
        raise


def _newcomer(row: PersonRow) -> NewMember:
    return NewMember(
        name=row.name,
        mobile=row.mobile or "",
        staff_number=row.staff_number or "",
        title=row.title or "",
        department_id=row.department_id,
        rank_order=row.rank_order or LAST,
        roles=(STAFF,) if row.roles is None else row.roles,
    )


def _added(new: NewMember, admission: Admission) -> Added:
    return Added(new.name, admission.member_id, admission.account_id, admission.code)


def _close(list_id: UUID, done: Accepted, *, by: Person, at: datetime) -> None:
    kept = _locked(list_id)
    if not kept.is_open:
        raise ListNotOpen
    kept.state, kept.content, kept.claimed_at = PeopleListState.ACCEPTED, {}, None
    kept.accepted_at, kept.accepted_by = at, by.name
    kept.added, kept.changed, kept.left_out = len(done.added), done.changed, done.left_out
    kept.save()
    counts: dict[str, Any] = {
        "added": kept.added,
        "changed": kept.changed,
        "left_out": kept.left_out,
    }
    record("people.list_accepted", by=by, at=at, subject=kept.name, **counts)


def _locked(list_id: UUID) -> PeopleList:
    kept = PeopleList.objects.select_for_update().filter(pk=list_id).first()
    if kept is None:
        raise NotFound
    return kept


def _forget_old_lists(at: datetime) -> None:
    old = PeopleList.objects.filter(
        state=PeopleListState.CHECKED, checked_at__lt=at - FORGOTTEN_AFTER
    )
    old.update(state=PeopleListState.GIVEN_UP, content={})
