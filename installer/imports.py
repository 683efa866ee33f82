"""The city office imports a list: upload and check, look at the plan, confirm, watch."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet

from core.contracts.people import Person
from core.errors import NotFound
from core.jobs.public import enqueue
from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.units.errors import PlanOutdated
from core.units.kinds import State
from core.units.listing import ImportPlan
from core.units.models import Unit
from core.units.selectors.known import known_lists
from installer.errors import ImportNotOpen
from installer.models import ImportState, UnitImport
from tenancy.activation import codes_as_csv
from tenancy.importing import ListRefused, Preview, preview_import, register
from tenancy.tasks import request_making

#: As much of a plan as a page shows; the list itself has the rest.
SHOWN = 200


def keep_checked(
    *, units: UploadedFile, organs: UploadedFile | None, by: Person, at: datetime
) -> tuple[Preview, UnitImport | None]:
    """Check an uploaded list; only one without errors is kept, to be confirmed."""
    preview = preview_import(
        BytesIO(_content(units)), BytesIO(_content(organs)) if organs else None
    )
    if preview.plan is None:
        return preview, None
    row = UnitImport.objects.create(
        name=(units.name or "")[-100:],
        units_file=_content(units),
        organs_file=_content(organs) if organs else None,
        summary=_summary(preview, preview.plan),
        basis=preview.plan.basis,
        checked_at=at,
        checked_by=by.name,
    )
    return preview, row


def _content(file: UploadedFile) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _summary(preview: Preview, plan: ImportPlan) -> dict[str, Any]:
    shown = plan.as_json()
    shown["more_changes"] = max(0, len(shown["changes"]) - SHOWN)
    shown["changes"] = shown["changes"][:SHOWN]
    shown["organs"]["changes"] = shown["organs"]["changes"][:SHOWN]
    shown["extra_columns"] = list(preview.extra_columns)
    shown["new"] = [
        [row.code, row.name, row.level, row.kind, row.parent_code]
        for row in plan.units.created[:SHOWN]
    ]
    return shown


def import_of(key: UUID) -> UnitImport:
    """The import; raises ``NotFound``."""
    found = UnitImport.objects.defer("units_file", "organs_file").filter(pk=key).first()
    if found is None:
        raise NotFound
    return found


def confirm(*, key: UUID, by: Person, at: datetime) -> UnitImport:
    """Have the units of the list registered and made in the background.

    A second confirmation of the same list changes nothing. Raises ``ImportNotOpen`` for one
    that was given up, ``PlanOutdated`` if the platform is no longer as the page showed it.
    """
    row = _locked(key)
    if row.is_under_way:
        return row
    if not row.is_open:
        raise ImportNotOpen(state=row.get_state_display())
    if known_lists().fingerprint != row.basis:
        raise PlanOutdated
    row.state, row.confirmed_at, row.confirmed_by = ImportState.CONFIRMED, at, by.name
    row.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    enqueue("installer.register", key=f"import:{key}", import_id=key, by_id=by.account_id)
    return row


def register_confirmed(*, key: UUID, by_id: UUID) -> None:
    """Write the confirmed plan; new units are pending from then on, and their making begins.

    In one transaction with the job that calls it: exactly once, whatever dies.
    """
    row = _locked(key)
    if row.state != ImportState.CONFIRMED or row.confirmed_at is None:
        return
    by, at = Person(account_id=by_id, name=row.confirmed_by), row.confirmed_at
    try:
        with transaction.atomic():
            register(_preview_again(row), by=by, at=at, reason=row.name)
    except (PlanOutdated, ListRefused):
        row.state = ImportState.OUTDATED
    else:
        row.state = ImportState.REGISTERED
        request_making(run=str(row.pk), at=at)
    row.save(update_fields=["state"])


def _preview_again(row: UnitImport) -> Preview:
    organs = BytesIO(row.organs_file) if row.organs_file else None
    preview = preview_import(BytesIO(row.units_file), organs)
    if preview.plan is None or preview.plan.basis != row.basis:
        raise PlanOutdated
    return preview


def give_up(*, key: UUID) -> None:
    """Put the list aside without importing it; nothing happens to one that was confirmed."""
    row = _locked(key)
    if row.is_open:
        row.state = ImportState.CANCELLED
        row.save(update_fields=["state"])


def go_on(*, run: str, at: datetime) -> None:
    """Have every unit that is registered and not made tried again, from now."""
    failed = {"module": KERNEL, "state": InstallState.FAILED, "unit__state": State.PENDING}
    ModuleInstall.objects.filter(**failed).delete()
    request_making(run=f"{run}:{at.isoformat()}", at=at)


def codes_of(*, key: UUID, by: Person, at: datetime) -> bytes:
    """The activation codes of the import's units as a file; who took them is recorded."""
    row = _locked(key)
    row.codes_taken_at, row.codes_taken_by = at, by.name
    row.save(update_fields=["codes_taken_at", "codes_taken_by"])
    return codes_as_csv(units_of(row).values_list("pk", flat=True), at=at)


def _locked(key: UUID) -> UnitImport:
    row = UnitImport.objects.select_for_update().filter(pk=key).first()
    if row is None:
        raise NotFound
    return row


def units_of(row: UnitImport) -> QuerySet[Unit]:
    """The units that the import registered."""
    if row.confirmed_at is None:
        return Unit.objects.none()
    return Unit.objects.filter(created_at=row.confirmed_at)


@dataclass(frozen=True, slots=True)
class Headway:
    """How far the making of some units has come.

    ``rate`` is units a second of late, ``moved_at`` when anything last happened.
    """

    total: int
    made: int
    failed: int
    rate: float
    moved_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.made + self.failed >= self.total

    @property
    def seconds_left(self) -> int | None:
        """How long it will take still, at the rate of late."""
        left = self.total - self.made - self.failed
        return round(left / self.rate) if self.rate else None


#: The stretch of time over which the rate is measured.
OF_LATE = timedelta(seconds=30)


def headway_of(units: QuerySet[Unit], *, at: datetime) -> Headway:
    """How far the making of ``units`` has come."""
    failed = Q(state=State.PENDING, modules__module=KERNEL, modules__state=InstallState.FAILED)
    sums = units.aggregate(
        total=Count("pk", distinct=True),
        made=Count("pk", filter=~Q(state=State.PENDING), distinct=True),
        failed=Count("pk", filter=failed, distinct=True),
        late=Count("pk", filter=Q(provisioned_at__gt=at - OF_LATE), distinct=True),
        last=Max("provisioned_at"),
        listed=Min("created_at", filter=Q(state=State.PENDING)),
    )
    rate = sums["late"] / OF_LATE.total_seconds()
    moved = max(filter(None, (sums["last"], sums["listed"])), default=None)
    return Headway(sums["total"], sums["made"], sums["failed"], rate, moved)
