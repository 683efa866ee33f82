"""The unit's departments (内设机构)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.people.errors import DepartmentInsideItself, DepartmentInUse, DepartmentUnknown
from core.people.models import Charge, Department
from core.people.services.jobs import end_dated, lock_open_departments


@transaction.atomic
def add_department(
    *, name: str, parent_id: UUID | None = None, position: int = 0, by: Person, at: datetime
) -> Department:
    """Open a department, inside another one if ``parent_id`` is given."""
    lock_open_departments([parent_id])
    made = Department.objects.create(name=name.strip(), parent_id=parent_id, position=position)
    record("people.department_added", by=by, at=at, subject=made.name)
    return made


def rename_department(
    *, department_id: UUID, name: str, position: int, by: Person, at: datetime
) -> Department:
    """Change name and place in the list."""
    department = _standing(department_id)
    department.name, department.position = name.strip(), position
    department.save(update_fields=["name", "position"])
    record("people.department_renamed", by=by, at=at, subject=department.name)
    return department


@transaction.atomic
def move_department(
    *, department_id: UUID, parent_id: UUID | None, by: Person, at: datetime
) -> Department:
    """Put a department with all inside it into another one, or (None) beside the first ones.

    Raises ``NotFound``, ``DepartmentUnknown`` or ``DepartmentInsideItself``.
    """
    standing = _all_locked()
    department = standing.get(department_id)
    if department is None:
        raise NotFound
    if parent_id is not None and parent_id not in standing:
        raise DepartmentUnknown
    if department_id in _with_outer(parent_id, standing):
        raise DepartmentInsideItself(name=department.name)
    department.parent_id = parent_id
    department.save(update_fields=["parent"])
    record("people.department_moved", by=by, at=at, subject=department.name)
    return department


@transaction.atomic
def shift_department(*, department_id: UUID, by: Person, at: datetime, places: int) -> Department:
    """Move a department up (negative) or down among those of the same parent."""
    standing = _all_locked()
    department = standing.get(department_id)
    if department is None:
        raise NotFound
    row = [each for each in standing.values() if each.parent_id == department.parent_id]
    row.sort(key=lambda each: (each.position, each.name))
    place = row.index(department)
    row.insert(max(0, min(place + places, len(row) - 1)), row.pop(place))
    for position, each in enumerate(row, start=1):
        each.position = position
    Department.objects.bulk_update(row, ["position"])
    record("people.department_moved", by=by, at=at, subject=department.name)
    return department


@transaction.atomic
def close_department(*, department_id: UUID, by: Person, at: datetime) -> None:
    """Close an empty department, and relieve its leader in charge; raises ``DepartmentInUse``."""
    rows = Department.objects.select_for_update().filter(pk=department_id, closed_on=None)
    department = rows.first()
    if department is None:
        raise NotFound
    inside = department.children.filter(closed_on=None)
    if department.jobs.filter(ended_on=None).exists() or inside.exists():
        raise DepartmentInUse(name=department.name)
    day = timezone.localdate(at)
    end_dated(Charge.objects.filter(department=department), on=day)
    department.closed_on = day
    department.save(update_fields=["closed_on"])
    record("people.department_closed", by=by, at=at, subject=department.name)


def _standing(department_id: UUID) -> Department:
    department = Department.objects.filter(pk=department_id, closed_on=None).first()
    if department is None:
        raise NotFound
    return department


def _all_locked() -> dict[UUID, Department]:
    """The tree, locked: two moves at once could otherwise close a ring between them."""
    rows = Department.objects.select_for_update().filter(closed_on=None).order_by("pk")
    return {row.pk: row for row in rows}


def _with_outer(department_id: UUID | None, standing: dict[UUID, Department]) -> Iterator[UUID]:
    """The department and those round it, from the inside out."""
    while department_id is not None:
        yield department_id
        department_id = standing[department_id].parent_id
