"""Questions asked of a unit's people by the day: who held what, who led, who was in charge.

Each takes ``on``, so that a paper of last year is answered as of last year. All run in the
unit's transaction. Who was in which department inside which is as of today: a department
that changes its place takes its history along.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.people.models import Charge, Department, Job, Member, Standing, Substitution
from core.people.models.dated import holding


@dataclass(frozen=True, slots=True)
class JobLine:
    """Somebody in a post, as it was. ``department`` is "" in the unit's own leadership."""

    job_id: UUID
    member_id: UUID
    account_id: UUID
    name: str
    title: str
    department_id: UUID | None
    department: str
    standing: str
    presides: bool
    kind: str
    is_main: bool
    rank_order: int
    started_on: date
    last_day: date | None
    planned_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it was held on ``day``."""
        return self.started_on <= day and (self.last_day is None or day <= self.last_day)


def holders_of(title: str, *, on: date, department_id: UUID | None = None) -> list[JobLine]:
    """Who held the post ``title`` (of one department, or of any) on that day."""
    rows = Job.objects.filter(holding(on), title=title)
    return _lines(rows.filter(department=department_id) if department_id else rows)


def jobs_on(member_id: UUID, *, on: date) -> list[JobLine]:
    """What a member held on that day, the main post first."""
    return sorted(_lines(Job.objects.filter(holding(on), member=member_id)), key=_main_first)


def jobs_ever(member_id: UUID) -> list[JobLine]:
    """Every post that a member holds or held, in the order of office."""
    return _lines(Job.objects.filter(member=member_id))


def heads_of(department_id: UUID | None, *, on: date) -> list[JobLine]:
    """Who led a department (None: the unit) on that day: its principals, else who presided."""
    rows = _lines(
        Job.objects.filter(holding(on), department=department_id).filter(
            Q(standing=Standing.PRINCIPAL) | Q(presides=True)
        )
    )
    return [line for line in rows if line.standing == Standing.PRINCIPAL] or rows


def deputies_of(department_id: UUID | None, *, on: date) -> list[JobLine]:
    """The deputy heads of a department (None: of the unit) on that day, in the order of office."""
    rows = Job.objects.filter(holding(on), department=department_id, standing=Standing.DEPUTY)
    return _lines(rows)


def in_charge_of(department_id: UUID, *, on: date) -> JobLine | None:
    """The leader in charge of a department on that day; of the nearest one round it, if none is."""
    round_it = list(_with_outer(department_id))
    charges = Charge.objects.filter(holding(on), department__in=round_it)
    by_department = dict(charges.values_list("department", "member"))
    leader = next((by_department[key] for key in round_it if key in by_department), None)
    return _main_on(leader, on) if leader else None


def superior_of(member_id: UUID, *, on: date) -> JobLine | None:
    """The leader who decides first for a member: in charge of his department on that day.

    For a leader himself, and where nobody is in charge, the unit's principal head; for that
    one nobody of this unit (None).
    """
    own = _main_on(member_id, on)
    leader = in_charge_of(own.department_id, on=on) if own and own.department_id else None
    if leader is not None and leader.member_id != member_id:
        return leader
    heads = heads_of(None, on=on)
    if any(head.member_id == member_id for head in heads):
        return None
    return heads[0] if heads else None


def charges_of(member_id: UUID, *, on: date) -> list[Department]:
    """The departments that a leader is in charge of on that day, in their order."""
    charges = Charge.objects.filter(holding(on), member=member_id)
    return list(Department.objects.filter(pk__in=charges.values("department")))


def substitutes_of(member_id: UUID, *, on: date) -> list[Member]:
    """Who may act in the place of a member on that day, in the order of office."""
    rows = Substitution.objects.filter(holding(on), member=member_id)
    return list(Member.objects.filter(pk__in=rows.values("substitute")))


def may_stand_in_for(member_id: UUID, *, on: date) -> list[Member]:
    """In whose place a member may act on that day, in the order of office."""
    rows = Substitution.objects.filter(holding(on), substitute=member_id)
    return list(Member.objects.filter(pk__in=rows.values("member")))


def department_with_inner(department_id: UUID) -> set[UUID]:
    """A department and all inside it, closed ones too."""
    inner: dict[UUID | None, list[UUID]] = {}
    for key, parent in Department.objects.values_list("pk", "parent"):
        inner.setdefault(parent, []).append(key)
    found, waiting = set(), [department_id]
    while waiting:
        key = waiting.pop()
        found.add(key)
        waiting += inner.get(key, [])
    return found


def _with_outer(department_id: UUID | None) -> Iterator[UUID]:
    """The department and those round it, from the inside out; one query."""
    parents = dict(Department.objects.values_list("pk", "parent"))
    while department_id is not None:
        yield department_id
        department_id = parents.get(department_id)


def _main_on(member_id: UUID, on: date) -> JobLine | None:
    return next(iter(jobs_on(member_id, on=on)), None)


def _lines(rows: QuerySet[Job]) -> list[JobLine]:
    return [line_of(job) for job in rows.select_related("member", "department")]


def line_of(job: Job) -> JobLine:
    """A job with its member and department as plain values."""
    return JobLine(
        job_id=job.pk,
        member_id=job.member_id,
        account_id=job.member.account_id,
        name=job.member.name,
        title=job.title,
        department_id=job.department_id,
        department=job.department.name if job.department else "",
        standing=job.standing,
        presides=job.presides,
        kind=job.kind,
        is_main=job.is_main,
        rank_order=job.rank_order,
        started_on=job.started_on,
        last_day=job.last_day,
        planned_until=job.planned_until,
    )


def _main_first(line: JobLine) -> tuple[bool, int]:
    return not line.is_main, line.rank_order
