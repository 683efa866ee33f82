"""The unit's departments (内设机构)."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.people.errors import DepartmentInUse, DepartmentUnknown
from core.people.models import Department, MemberState


def add_department(
    *, name: str, parent_id: UUID | None = None, position: int = 0, by: Person, at: datetime
) -> Department:
    """Open a department, inside another one if ``parent_id`` is given."""
    if parent_id and not Department.objects.filter(pk=parent_id, closed_on=None).exists():
        raise DepartmentUnknown
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


def close_department(*, department_id: UUID, by: Person, at: datetime) -> None:
    """Close an empty department; raises ``DepartmentInUse``."""
    department = _standing(department_id)
    people = department.members.filter(state=MemberState.ACTIVE)
    if people.exists() or department.children.filter(closed_on=None).exists():
        raise DepartmentInUse(name=department.name)
    department.closed_on = timezone.localdate(at)
    department.save(update_fields=["closed_on"])
    record("people.department_closed", by=by, at=at, subject=department.name)


def _standing(department_id: UUID) -> Department:
    department = Department.objects.filter(pk=department_id, closed_on=None).first()
    if department is None:
        raise NotFound
    return department
