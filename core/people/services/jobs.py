"""任免: appointing to a post, changing, ending it; all in the unit's transaction.

An act takes effect on a day given with it: today, or an earlier one when the paper comes
late. Never a coming day: then the lists would have to change at midnight by themselves.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.models import Post
from core.people.errors import (
    DayNotYetCome,
    DayUnlikely,
    DepartmentUnknown,
    EndsBeforeStart,
    HeldAlready,
    MainJobStays,
)
from core.people.models import Department, Job, JobKind, Member, MemberState, Standing
from core.people.models.dated import going_on

#: The People's Republic's first year, and one that nobody plans for.
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


@dataclass(frozen=True, slots=True)
class JobFacts:
    """What an appointment says. ``department_id`` None: in the unit's own leadership."""

    title: str = ""
    department_id: UUID | None = None
    standing: str = Standing.OTHER
    presides: bool = False
    kind: str = JobKind.OWN
    rank_order: int = 500
    planned_until: date | None = None


@transaction.atomic
def appoint(
    *, member_id: UUID, facts: JobFacts, on: date, by: Person, at: datetime, main: bool = False
) -> Job:
    """Give a member a further post from ``on``; as ``main`` it takes that from the earlier one.

    Raises ``NotFound``, ``DayNotYetCome``, ``DepartmentUnknown`` or ``HeldAlready``.
    """
    member = working_member(member_id)
    _refuse_coming_day(on, at)
    refuse_unlikely_day(facts.planned_until)
    lock_open_departments([facts.department_id])
    if main:
        _no_longer_main(member, on)
    job = _begin(member, facts, on, main=main)
    _mirror(member)
    record("people.appointed", by=by, at=at, subject=member.name, **_told(job))
    return job


@transaction.atomic
def change_job(*, job_id: UUID, facts: JobFacts, on: date, by: Person, at: datetime) -> Job:
    """Let a post be another one from ``on``: the row ends there and a new one begins.

    What began on that very day is corrected in place, and so is the rank, which belongs to
    today's lists. Raises as ``appoint``, and ``EndsBeforeStart``.
    """
    job, member = _standing_job(job_id)
    _refuse_coming_day(on, at)
    refuse_unlikely_day(facts.planned_until)
    if facts.department_id != job.department_id:
        lock_open_departments([facts.department_id])
    changed = _changed(job, facts, on)
    if changed is None:
        return job
    _mirror(member)
    record("people.job_changed", by=by, at=at, subject=member.name, **_told(changed))
    return changed


@transaction.atomic
def make_main(*, job_id: UUID, on: date, by: Person, at: datetime) -> Job:
    """Let this post be the main one from ``on``; the member keeps the earlier one beside it."""
    job, member = _standing_job(job_id)
    _refuse_coming_day(on, at)
    if job.is_main:
        return job
    _no_longer_main(member, on)
    main = _continued(job, on, is_main=True)
    _mirror(member)
    record("people.main_job_changed", by=by, at=at, subject=member.name, **_told(main))
    return main


@transaction.atomic
def end_job(*, job_id: UUID, on: date, by: Person, at: datetime) -> None:
    """Remove the member from a post on ``on``; the main one does not end alone."""
    job, member = _standing_job(job_id)
    _refuse_coming_day(on, at)
    if job.is_main:
        raise MainJobStays(name=member.name, title=job.title)
    _end(job, on)
    record("people.removed", by=by, at=at, subject=member.name, **_told(job))


def begin_main_jobs(*, facts: Mapping[UUID, JobFacts], on: date) -> None:
    """The first posts of new members, one statement; their rows are written already."""
    lock_open_departments(each.department_id for each in facts.values())
    Job.objects.bulk_create(
        [
            Job(member_id=member_id, is_main=True, started_on=on, **_columns(each))
            for member_id, each in facts.items()
        ]
    )


def end_dated(rows: QuerySet[Any], *, on: date) -> None:
    """End those of dated rows that would go on after ``on``; what has not begun never holds."""
    lasting = rows.filter(going_on(on))
    lasting.filter(started_on__gt=on).update(ended_on=F("started_on"))
    lasting.filter(started_on__lte=on).update(ended_on=on)


def end_all_jobs(*, member: Member, on: date) -> None:
    """Nothing of what the member held goes on after ``on``."""
    end_dated(Job.objects.filter(member=member), on=on)


def main_job_of(member: Member) -> Job | None:
    """The post that lists show."""
    return member.jobs.filter(is_main=True, ended_on=None).first()


def lock_open_departments(wanted: Iterable[UUID | None]) -> None:
    """Refuse departments that are closed or not there (``DepartmentUnknown``).

    Locked in a fixed order: whoever closes one waits until its new people are in, and the
    other way round.
    """
    keys = {key for key in wanted if key}
    if not keys:
        return
    rows = Department.objects.filter(pk__in=keys, closed_on=None).order_by("pk")
    if len(rows.select_for_update()) != len(keys):
        raise DepartmentUnknown


def working_member(member_id: UUID) -> Member:
    """A member who works here; the row's lock makes acts on one person queue."""
    rows = Member.objects.select_for_update().filter(state=MemberState.ACTIVE)
    member = rows.filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def _standing_job(job_id: UUID) -> tuple[Job, Member]:
    holder = Job.objects.filter(pk=job_id).values_list("member", flat=True).first()
    if holder is None:
        raise NotFound
    member = working_member(holder)
    job = Job.objects.filter(pk=job_id, ended_on=None).first()
    if job is None:
        raise NotFound
    return job, member


def refuse_unlikely_day(*days: date | None) -> None:
    """Refuse a day that no paper of an office bears: a slip of the hand, or an attack."""
    for day in days:
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise DayUnlikely(day=day.isoformat())


def _refuse_coming_day(on: date, at: datetime) -> None:
    refuse_unlikely_day(on)
    if on > timezone.localdate(at):
        raise DayNotYetCome


def _columns(facts: JobFacts) -> dict[str, object]:
    return {**asdict(facts), "title": facts.title.strip()}


def _begin(member: Member, facts: JobFacts, on: date, *, main: bool) -> Job:
    with _held_once(member, facts.title):
        return Job.objects.create(member=member, is_main=main, started_on=on, **_columns(facts))


def _changed(job: Job, facts: JobFacts, on: date) -> Job | None:
    """The row as it now is; None if nothing changes."""
    wanted = _columns(facts)
    if all(getattr(job, name) == value for name, value in wanted.items()):
        return None
    rank, until = wanted.pop("rank_order"), wanted.pop("planned_until")
    if any(getattr(job, name) != value for name, value in wanted.items()):
        job = _continued(job, on, **wanted)
    job.rank_order, job.planned_until = rank, until  # type: ignore[assignment]
    job.save(update_fields=["rank_order", "planned_until"])
    return job


def _no_longer_main(member: Member, on: date) -> None:
    """The main post goes on beside the new one, from ``on`` without being the main one."""
    main = main_job_of(member)
    if main is not None:
        _continued(main, on, is_main=False)


def _continued(job: Job, on: date, **changes: object) -> Job:
    """The post from ``on`` with ``changes``: a new row, or the same if it began that day."""
    if on < job.started_on:
        raise EndsBeforeStart(day=job.started_on.isoformat())
    following = job
    if on > job.started_on:
        kept = {f.attname: getattr(job, f.attname) for f in Job._meta.concrete_fields}
        following = Job(**{**kept, "id": Job().pk, "started_on": on})
        _end(job, on)
    for name, value in changes.items():
        setattr(following, name, value)
    with _held_once(job.member, following.title):
        following.save(force_insert=following is not job)
    return following


def _end(job: Job, on: date) -> None:
    if on < job.started_on:
        raise EndsBeforeStart(day=job.started_on.isoformat())
    job.ended_on = on
    job.save(update_fields=["ended_on"])


@contextmanager
def _held_once(member: Member, title: str) -> Iterator[None]:
    """What the exclusion constraints refuse, in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        raise HeldAlready(name=member.name, title=title) from refused


def _mirror(member: Member) -> None:
    """Write the main post into the row that lists and the shared index of posts show."""
    main = main_job_of(member)
    if main is None:
        return
    member.title, member.rank_order = main.title, main.rank_order
    member.department_id = main.department_id
    member.save(update_fields=["title", "department", "rank_order"])
    Post.objects.filter(member_id=member.pk).update(title=main.title)


def _told(job: Job) -> dict[str, str]:
    """The appointment as the trail keeps it."""
    ended = {"ended_on": job.ended_on.isoformat()} if job.ended_on else {}
    return {
        "title": job.title,
        "department": job.department.name if job.department else "",
        "standing": job.standing,
        "kind": job.kind,
        "started_on": job.started_on.isoformat(),
        **ended,
    }
