"""分管: putting a leader in charge of departments, and relieving him."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.people.errors import EndsBeforeStart, InChargeAlready
from core.people.models import Charge, Department
from core.people.models.dated import going_on, holding
from core.people.services.jobs import lock_open_departments, refuse_unlikely_day, working_member


@transaction.atomic
def put_in_charge(
    *,
    member_id: UUID,
    department_ids: Collection[UUID],
    on: date,
    by: Person,
    at: datetime,
    until: date | None = None,
) -> None:
    """Let the member be in charge of these departments from ``on`` to the day before ``until``.

    Whoever was in charge of one on that day is relieved: the portfolio is dealt out anew
    and no department is left to two. Raises ``NotFound``, ``DepartmentUnknown``,
    ``EndsBeforeStart``; ``InChargeAlready`` where another's days begin later.
    """
    member = working_member(member_id)
    lock_open_departments(department_ids)
    refuse_unlikely_day(on, until)
    if until is not None and until < on:
        raise EndsBeforeStart(day=on.isoformat())
    held = Charge.objects.filter(holding(on), department__in=department_ids)
    same = held.filter(member=member, ended_on=until)
    kept = set(same.values_list("department", flat=True))
    held.exclude(department__in=kept).update(ended_on=on)
    _begin(
        [
            Charge(member=member, department_id=key, started_on=on, ended_on=until)
            for key in set(department_ids) - kept
        ]
    )
    names = Department.objects.filter(pk__in=department_ids).values_list("name", flat=True)
    record("people.put_in_charge", by=by, at=at, subject=member.name, departments=list(names))


@transaction.atomic
def relieve(*, charge_id: UUID, on: date, by: Person, at: datetime) -> None:
    """The leader is no longer in charge from ``on``; raises ``NotFound``, ``EndsBeforeStart``."""
    refuse_unlikely_day(on)
    charge = Charge.objects.select_for_update().filter(pk=charge_id).first()
    if charge is None or (charge.ended_on is not None and charge.ended_on <= on):
        raise NotFound
    if on < charge.started_on:
        raise EndsBeforeStart(day=charge.started_on.isoformat())
    charge.ended_on = on
    charge.save(update_fields=["ended_on"])
    name, department = charge.member.name, charge.department.name
    record("people.relieved", by=by, at=at, subject=name, departments=[department])


def _begin(charges: list[Charge]) -> None:
    try:
        with transaction.atomic():
            Charge.objects.bulk_create(charges)
    except IntegrityError as refused:
        wanted = {charge.department_id for charge in charges}
        first_day = min(charge.started_on for charge in charges)
        later = Charge.objects.filter(going_on(first_day), department__in=wanted)
        other = later.select_related("member", "department").earliest("started_on")
        raise InChargeAlready(department=other.department.name, name=other.member.name) from refused
