"""Bringing people into a unit, one or five thousand.

An account is the city's, a member the unit's, and one transaction belongs to one of them.
So there are two, the city's first:

1. city: account, proposed post (with the member's id) and activation code;
2. unit: member, roles, audit lines, all or nothing.

A crash between them leaves an account without password and a post without member: that
opens nothing, and adding the same person again finds both and goes on with the same ids.
The other way round would leave a member in the unit's lists whose account does not exist.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from core.audit.public import record, record_each
from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.models import Account, Post
from core.identity.pinyin import name_key
from core.identity.public import Admission, Newcomer, admit, clean_mobile, issue_codes
from core.identity.services.proposals import propose_again
from core.people.errors import AlreadyMember, DepartmentUnknown
from core.people.models import Department, JobKind, Member, MemberState, Standing
from core.people.roles import UNIT_ADMIN
from core.people.selectors import posts_not_counting
from core.people.services.administrators import ask_for_administrators
from core.people.services.jobs import JobFacts, begin_main_jobs
from core.people.services.roles import grant_roles, refuse_unknown_roles


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody to be added. One of the two numbers is needed, for logging in."""

    name: str
    mobile: str = ""
    staff_number: str = ""
    title: str = ""
    department_id: UUID | None = None
    rank_order: int = 500
    roles: tuple[str, ...] = ()
    standing: str = Standing.OTHER
    kind: str = JobKind.OWN
    planned_until: date | None = None

    @property
    def job(self) -> JobFacts:
        """The first post here."""
        return JobFacts(
            title=self.title,
            department_id=self.department_id,
            standing=self.standing,
            kind=self.kind,
            rank_order=self.rank_order,
            planned_until=self.planned_until,
        )


@dataclass(frozen=True, slots=True)
class Added:
    """Who was added, and the activation code to hand over; it is shown only here."""

    name: str
    member_id: UUID
    account_id: UUID
    code: str


def add_members(
    *,
    unit: UnitRef,
    newcomers: Sequence[NewMember],
    by: Person,
    at: datetime,
    approved: bool = False,
) -> list[Added]:
    """Add people to ``unit``, all or none. Opens its own transactions; call it outside any.

    Who is to administer the unit is asked for, unless the city itself brings them
    (``approved``), as a demonstration does.

    Raises ``AlreadyMember``, ``RoleUnknown``, ``DepartmentUnknown`` or what ``admit`` refuses.
    Whether somebody had an account already is not to be seen from the answer.
    """
    with open_unit(unit):
        _refuse_unusable(newcomers)
    with open_city():
        admissions = admit(newcomers=as_newcomers(newcomers), unit_id=unit.id, at=at)
    with open_unit(unit):
        write_members(newcomers, admissions, by=by, at=at, approved=approved)
    return [
        Added(new.name, admission.member_id, admission.account_id, admission.code)
        for new, admission in zip(newcomers, admissions, strict=True)
    ]


def add_member(*, unit: UnitRef, newcomer: NewMember, by: Person, at: datetime) -> Added:
    """Add one person; see ``add_members``."""
    return add_members(unit=unit, newcomers=[newcomer], by=by, at=at)[0]


def renew_code(*, unit: UnitRef, member_id: UUID, by: Person, at: datetime) -> str:
    """A fresh activation code for a member; the earlier one ends. Opens its own transactions.

    Somebody who has a password gets a code too, and can do nothing new with it: who has one
    is not the administrator's to know.
    """
    with open_unit(unit):
        member = Member.objects.filter(pk=member_id, state=MemberState.ACTIVE).first()
        if member is None:
            raise NotFound
        record("people.code_renewed", by=by, at=at, subject=member.name)
    with open_city():
        propose_again(unit_id=unit.id, member_id=member_id, at=at)
        posts = Post.objects.standing().filter(unit_id=unit.id, member_id=member_id)
        accounts = list(Account.objects.filter(pk__in=posts.values("account")))
        codes = issue_codes(accounts=accounts, unit_id=unit.id, at=at)
    if not codes:
        raise NotFound
    return codes[0]


def renew_codes(*, unit: UnitRef, by: Person, at: datetime) -> list[Added]:
    """Fresh codes for everybody of the unit whose post does not count yet, to be printed.

    Earlier codes of theirs end. Opens its own transactions; the number of statements does not
    grow with the people.
    """
    with open_unit(unit):
        waiting = list(Member.objects.filter(state=MemberState.ACTIVE))
        codes_for = posts_not_counting(waiting)
        members = {row.account_id: row for row in waiting if codes_for.get(row.pk)}
        if members:
            record("people.slips_printed", by=by, at=at, subject=unit.name, people=len(members))
    with open_city():
        accounts = list(Account.objects.filter(pk__in=members))
        codes = issue_codes(accounts=accounts, unit_id=unit.id, at=at)
    code_of = {account.pk: code for account, code in zip(accounts, codes, strict=True)}
    return [
        Added(row.name, row.pk, account_id, code_of[account_id])
        for account_id, row in members.items()
        if account_id in code_of
    ]


def as_newcomers(newcomers: Sequence[NewMember]) -> list[Newcomer]:
    """What the city needs to know of them."""
    return [Newcomer(new.name, new.mobile, new.staff_number, new.title) for new in newcomers]


def _refuse_unusable(newcomers: Sequence[NewMember]) -> None:
    """Look before the city's transaction, so that a wrong list leaves no accounts behind."""
    refuse_unknown_roles({role for new in newcomers for role in new.roles})
    wanted = {new.department_id for new in newcomers if new.department_id}
    if Department.objects.filter(pk__in=wanted, closed_on=None).count() != len(wanted):
        raise DepartmentUnknown


def write_members(
    newcomers: Sequence[NewMember],
    admissions: Sequence[Admission],
    *,
    by: Person,
    at: datetime,
    approved: bool = False,
) -> None:
    """The unit's own side: members, first posts, roles and trail, for posts that stand already.

    In the unit's transaction; raises ``AlreadyMember`` or ``DepartmentUnknown``.
    """
    pairs = list(zip(newcomers, admissions, strict=True))
    active = Member.objects.filter(state=MemberState.ACTIVE)
    here = set(active.values_list("account_id", flat=True))
    for new, admission in pairs:
        if admission.account_id in here:
            raise AlreadyMember(name=new.name)
    rows = [_row(new, admission, at) for new, admission in pairs]
    Member.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account_id"], update_fields=_RETURNED
    )
    begin_main_jobs(
        facts={admission.member_id: new.job for new, admission in pairs},
        on=timezone.localdate(at),
    )
    asked = [row for row, new in zip(rows, newcomers, strict=True) if UNIT_ADMIN in new.roles]
    if not approved:
        ask_for_administrators(members=asked, by=by, at=at)
    grant_roles(
        grants=[
            (admission.member_id, role)
            for new, admission in pairs
            for role in new.roles
            if approved or role != UNIT_ADMIN
        ]
    )
    lines = [(new.name, {"roles": list(new.roles)}) for new in newcomers]
    record_each("people.added", by=by, at=at, lines=lines)


#: What is written anew when somebody who had left comes back.
_RETURNED = [
    "name", "name_key", "mobile", "title", "department", "rank_order", "state",
    "started_on", "ended_on",
]  # fmt: skip


def _row(new: NewMember, admission: Admission, at: datetime) -> Member:
    return Member(
        id=admission.member_id,
        account_id=admission.account_id,
        name=new.name.strip(),
        name_key=name_key(new.name.strip()),
        mobile=clean_mobile(new.mobile) or "",
        title=new.title.strip(),
        department_id=new.department_id,
        rank_order=new.rank_order,
        started_on=timezone.localdate(at),
    )
