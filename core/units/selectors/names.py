"""What units and organs were called on a given day: a document keeps the name of its day."""

from datetime import date
from uuid import UUID

from django.db.models import F

from core.units.kinds import NameForm
from core.units.models import Organ, OrganName, Unit, UnitName

#: What stands under the head of a document when no mark of its own is registered.
MARK_ENDING = "文件"


def name_on(organ: Organ, day: date, form: str = NameForm.FULL) -> str:
    """The name of ``organ`` on ``day``; its first known name for days before all records."""
    return names_on([organ.id], day, form).get(organ.id) or _without_record(organ, form)


def names_on(organ_ids: list[UUID], day: date, form: str = NameForm.FULL) -> dict[UUID, str]:
    """The same for many organs in one statement; organs without a record are left out."""
    names = OrganName.objects.on(day).filter(organ_id__in=organ_ids, form=form)
    # Where several short names hold at once, the one in force last counts.
    return dict(
        names.order_by(F("valid_from").asc(nulls_first=True)).values_list("organ_id", "text")
    )


def _without_record(organ: Organ, form: str) -> str:
    first = OrganName.objects.filter(organ=organ, form=form)
    text = first.order_by(F("valid_from").asc(nulls_first=True)).values_list("text", flat=True)
    return text.first() or (organ.short_name if form == NameForm.SHORT else organ.name)


def mark_on(organ: Organ, day: date) -> str:
    """The 发文机关标志 of that day: the registered one, else the full name and 文件."""
    registered = names_on([organ.id], day, NameForm.MARK).get(organ.id)
    return registered or f"{name_on(organ, day)}{MARK_ENDING}"


def unit_name_on(unit: Unit, day: date) -> str:
    """The full name of ``unit`` on ``day``; its first known name for days before all records."""
    names = UnitName.objects.filter(unit=unit).order_by(F("valid_from").asc(nulls_first=True))
    row = names.on(day).last() or names.first()
    return row.name if row else unit.name
