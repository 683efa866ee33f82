"""What an accepted list changes about people who are here already: a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from core.audit.public import record_each
from core.contracts.people import Person
from core.db.keys import new_id
from core.identity.pinyin import name_key
from core.people.errors import HeldAlready
from core.people.listing.rows import Known, PersonRow
from core.people.models import Job, Member, RoleGrant
from core.people.services.jobs import lock_open_departments
from core.people.services.roles import grant_roles

# Django's bulk_update would write one CASE of some thousand arms for each column.
_RETITLE = """
    UPDATE post SET title = told.title
      FROM unnest(%s::uuid[], %s::text[]) AS told (member_id, title)
     WHERE post.member_id = told.member_id
"""


@dataclass(frozen=True, slots=True)
class _MainJob:
    """What a list says of somebody's main post."""

    title: str
    department_id: UUID | None
    rank_order: int


def change_people(*, rows: Sequence[PersonRow], known: Known, by: Person, at: datetime) -> None:
    """Bring people of the unit to what the list says of them; what it leaves empty stays.

    A new title or department is a new post from today, as by ``services.jobs``: the past
    stays true. Raises ``HeldAlready`` or ``DepartmentUnknown``.
    """
    if not rows:
        return
    members = _locked({row.member_id for row in rows if row.member_id})
    mains = {member.pk: _main(row, member) for row, member in _pairs(rows, members)}
    _change_members(rows, members, mains)
    _change_main_jobs(mains, members, on=timezone.localdate(at))
    _set_roles(rows, known)
    lines = [(member.name, {"line": row.row}) for row, member in _pairs(rows, members)]
    record_each("people.updated", by=by, at=at, lines=lines)


def _locked(keys: set[UUID]) -> dict[UUID, Member]:
    rows = Member.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    return {member.pk: member for member in rows}


def _pairs(
    rows: Sequence[PersonRow], members: Mapping[UUID, Member]
) -> list[tuple[PersonRow, Member]]:
    return [
        (row, members[row.member_id]) for row in rows if row.member_id and row.member_id in members
    ]


def _main(row: PersonRow, member: Member) -> _MainJob:
    return _MainJob(
        title=member.title if row.title is None else row.title,
        department_id=row.department_id or member.department_id,
        rank_order=row.rank_order or member.rank_order,
    )


def _change_members(
    rows: Sequence[PersonRow], members: Mapping[UUID, Member], mains: Mapping[UUID, _MainJob]
) -> None:
    for row, member in _pairs(rows, members):
        main = mains[member.pk]
        member.name, member.name_key = row.name, name_key(row.name)
        member.mobile = member.mobile if row.mobile is None else row.mobile
        member.title, member.rank_order = main.title, main.rank_order
        member.department_id = main.department_id
    Member.objects.bulk_create(
        list(members.values()),
        update_conflicts=True,
        unique_fields=["account_id"],
        update_fields=["name", "name_key", "mobile", "title", "rank_order", "department"],
    )
    titles = {key: main.title for key, main in mains.items()}
    with connection.cursor() as cursor:
        cursor.execute(_RETITLE, [[str(key) for key in titles], list(titles.values())])


def _change_main_jobs(
    mains: Mapping[UUID, _MainJob], members: Mapping[UUID, Member], *, on: date
) -> None:
    standing = Job.objects.filter(member__in=mains, is_main=True, ended_on=None)
    jobs = [job for job in standing if _is_another(job, mains[job.member_id])]
    lock_open_departments(mains[job.member_id].department_id for job in jobs if _moves(job, mains))
    _refuse_held_twice(mains, members)
    # What began today, and the rank, which belongs to today's lists, is corrected in place.
    over = [job for job in jobs if job.started_on < on and _is_new_post(job, mains)]
    Job.objects.filter(pk__in=[job.pk for job in over]).update(ended_on=on)
    Job.objects.bulk_create([_following(job, mains[job.member_id], on) for job in over])
    ended = {job.pk for job in over}
    _correct([job for job in jobs if job.pk not in ended], mains)


def _is_another(job: Job, main: _MainJob) -> bool:
    return _MainJob(job.title, job.department_id, job.rank_order) != main


def _is_new_post(job: Job, mains: Mapping[UUID, _MainJob]) -> bool:
    return job.title != mains[job.member_id].title or _moves(job, mains)


def _moves(job: Job, mains: Mapping[UUID, _MainJob]) -> bool:
    return job.department_id != mains[job.member_id].department_id


def _following(job: Job, main: _MainJob, on: date) -> Job:
    kept = {field.attname: getattr(job, field.attname) for field in Job._meta.concrete_fields}
    changes = {"title": main.title, "department_id": main.department_id}
    return Job(
        **{**kept, **changes, "rank_order": main.rank_order, "id": new_id(), "started_on": on}
    )


def _correct(jobs: Sequence[Job], mains: Mapping[UUID, _MainJob]) -> None:
    for job in jobs:
        main = mains[job.member_id]
        job.title, job.department_id, job.rank_order = (
            main.title, main.department_id, main.rank_order,
        )  # fmt: skip
    Job.objects.bulk_create(
        jobs,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["title", "department", "rank_order"],
    )


def _refuse_held_twice(mains: Mapping[UUID, _MainJob], members: Mapping[UUID, Member]) -> None:
    """Somebody may hold already, beside the main post, what the list makes the main one."""
    beside = Job.objects.filter(member__in=mains, is_main=False, ended_on=None)
    for job in beside:
        main = mains[job.member_id]
        if (job.title, job.department_id) == (main.title, main.department_id):
            raise HeldAlready(name=members[job.member_id].name, title=job.title)


def _set_roles(rows: Sequence[PersonRow], known: Known) -> None:
    """The roles that lines name, and no others; an administrator stays one."""
    told = {
        row.member_id: set(row.roles) for row in rows if row.member_id and row.roles is not None
    }
    held = {key: set(known.people[key].roles) for key in told}
    taken = [(key, role) for key, roles in told.items() for role in held[key] - roles]
    grants = RoleGrant.objects.filter(member__in=told).values_list("pk", "member", "role")
    over = set(taken)
    RoleGrant.objects.filter(
        pk__in=[pk for pk, member, role in grants if (member, role) in over]
    ).delete()
    grant_roles(grants=[(key, role) for key, roles in told.items() for role in roles - held[key]])
