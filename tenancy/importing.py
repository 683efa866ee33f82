"""From a list to standing units: look at it, register what is new, make what is missing.

Checks are all or nothing and come before anything is written; making is per unit and may
be stopped at any moment. The same call again goes on where it was stopped.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.audit.public import record
from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.errors import DomainError
from core.modules.models import KERNEL, ModuleInstall
from core.units.importing import apply_plan
from core.units.kinds import State
from core.units.listing import (
    Checked,
    ImportPlan,
    Known,
    RowError,
    check_organ_list,
    check_unit_list,
    make_plan,
)
from core.units.models import Unit
from core.units.selectors.known import known_lists


class ListRefused(DomainError):
    """Something is wrong in the list: ``errors`` says what, line by line. Nothing was changed."""

    code = "list_refused"
    status = 422
    message = _("清单中有 %(count)s 处需要改正，没有任何改动。请按提示改正后重新导入。")

    def __init__(self, preview: "Preview") -> None:
        super().__init__(count=preview.error_count)
        self.errors = preview.errors


@dataclass(frozen=True, slots=True)
class ListError:
    """One thing wrong in one of the two files (``units`` or ``organs``)."""

    file: str
    error: RowError

    def as_json(self) -> dict[str, object]:
        """As commands and the API show it."""
        return {**self.error.as_json(), "file": self.file}


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list would do, or else everything wrong with it.

    ``codes`` are the listed units, ``name`` a short name of the list by its content.
    ``left_out`` counts errors that are not shown because there are too many.
    """

    name: str
    codes: tuple[str, ...] = ()
    errors: tuple[ListError, ...] = ()
    left_out: int = 0
    extra_columns: tuple[str, ...] = ()
    plan: ImportPlan | None = None

    @property
    def error_count(self) -> int:
        """How much is wrong, the errors that are not shown included."""
        return len(self.errors) + self.left_out


def preview_import(units: BinaryIO, organs: BinaryIO | None = None) -> Preview:
    """Look at a list of units, and one of organs beside it, against what is on the platform."""
    with open_city():
        known = known_lists()
    listed = check_unit_list(units, known)
    codes = tuple(row.code for row in listed.rows)
    hosted = check_organ_list(organs, frozenset(codes), known) if organs else Checked()
    return Preview(
        name=_name_of(units, organs),
        codes=codes,
        errors=(*_errors("units", listed), *_errors("organs", hosted)),
        left_out=listed.left_out + hosted.left_out,
        extra_columns=(*listed.extra_columns, *hosted.extra_columns),
        plan=_plan(listed, hosted, known),
    )


def _errors(file: str, checked: Checked[Any]) -> Iterator[ListError]:
    return (ListError(file, error) for error in checked.errors)


def _plan(units: Checked[Any], organs: Checked[Any], known: Known) -> ImportPlan | None:
    if units.ok and organs.ok:
        return make_plan(units.rows, organs.rows, known)
    return None


def _name_of(*files: BinaryIO | None) -> str:
    digest = sha256()
    for file in files:
        if file is not None:
            file.seek(0)
            digest.update(file.read())
    return digest.hexdigest()[:12]


def register(preview: Preview, *, by: Person, at: datetime, reason: str = "") -> Sequence[UnitRef]:
    """Write the plan: new units are pending from then on, and nobody can enter them.

    Raises ``ListRefused``, and ``PlanOutdated`` if the platform changed since the preview.
    """
    if preview.plan is None:
        raise ListRefused(preview)
    with open_city():
        registered = apply_plan(preview.plan, by=by, at=at, reason=reason)
        record("units.registered", by=by, at=at, subject=reason, new=len(registered))
    return registered


@dataclass(frozen=True, slots=True)
class Missing:
    """A listed unit that does not stand; ``cause`` is empty while nobody has tried."""

    code: str
    name: str
    cause: str = ""

    def as_json(self) -> dict[str, str]:
        """As commands show a failure."""
        code = "unit_not_made" if self.cause else "unit_pending"
        return {"unit": self.code, "code": code, "message": self.cause}


def missing_units(codes: Sequence[str] | None = None) -> list[Missing]:
    """The units that are registered and not made (of ``codes``), with the cause of each."""
    with open_city():
        pending = Unit.objects.filter(state=State.PENDING)
        if codes is not None:
            pending = pending.filter(code__in=codes)
        units = list(pending.values_list("id", "code", "name"))
        failed = ModuleInstall.objects.filter(module=KERNEL, unit__state=State.PENDING)
        causes = dict(failed.values_list("unit_id", "error"))
    return [Missing(code, name, causes.get(key, "")) for key, code, name in units]


def ids_of(codes: Sequence[str]) -> list[UUID]:
    """The ids of the listed units."""
    with open_city():
        return list(Unit.objects.filter(code__in=codes).values_list("id", flat=True))
