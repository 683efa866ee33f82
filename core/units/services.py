"""Single changes to what is known of units and organs. Lists and reforms have their own parts."""

import re
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from core.contracts.people import Person
from core.units.errors import NumberCodeTaken, NumberCodeUnusable, OnboardingOutOfOrder
from core.units.kinds import NameForm, OnboardingState, UnitEventKind
from core.units.models import NumberCode, Onboarding, Organ, OrganName, Unit, UnitEvent

__all__ = ["advance_onboarding", "give_number_code", "name_organ", "note_unit_event"]

_STAGES = list(OnboardingState)
_NUMBER_CODE = re.compile(r"[\u4e00-\u9fff]{2,12}")


def note_unit_event(
    *,
    unit_id: UUID,
    kind: UnitEventKind,
    by: Person | None,
    at: datetime,
    reason: str = "",
    using: str = "default",
) -> None:
    """Keep for good that something happened to a unit; ``by`` None means the platform itself.

    ``using`` lets provisioning write it in its own transaction.
    """
    UnitEvent.objects.using(using).create(
        unit_id=unit_id,
        kind=kind,
        reason=reason,
        by_id=by.account_id if by else None,
        by_name=by.name if by else "",
        at=at,
    )


def advance_onboarding(*, unit: Unit, to: OnboardingState, on: date, by: Person) -> Onboarding:
    """Record that ``unit`` has reached the next stage on its way to the platform.

    Raises ``OnboardingOutOfOrder`` for any other stage than the next.
    """
    with transaction.atomic():
        row = Onboarding.objects.select_for_update().filter(unit=unit).first()
        reached = _STAGES.index(OnboardingState(row.state)) + 1 if row else 0
        if _STAGES[reached : reached + 1] != [to]:
            raise OnboardingOutOfOrder(unit=unit.name, **_where(reached))
        row = row or Onboarding(unit=unit)
        row.state = to
        setattr(row, f"{to.value}_on", on)
        setattr(row, f"{to.value}_by", by.name)
        row.save()
        return row


def _where(reached: int) -> dict[str, str]:
    return {
        "state": str(_STAGES[reached - 1].label) if reached else "—",
        "next": str(_STAGES[reached].label) if reached < len(_STAGES) else "—",
    }


def name_organ(*, organ: Organ, form: NameForm, text: str, on: date) -> OrganName:
    """Register a further name of ``organ`` from ``on``: a mark, a short or a collective name.

    A new mark ends the old one; the full name changes by an import or a reform only.
    """
    with transaction.atomic():
        if form == NameForm.MARK:
            OrganName.objects.standing().filter(organ=organ, form=form).update(valid_to=on)
        return OrganName.objects.create(organ=organ, form=form, text=text, valid_from=on)


def give_number_code(
    *, organ: Organ, text: str, from_year: int, types: str = "", start_number: int = 1
) -> NumberCode:
    """Give ``organ`` a code for document numbers from that year on.

    Raises ``NumberCodeUnusable``, or ``NumberCodeTaken``: codes are unique over the platform.
    """
    if not _NUMBER_CODE.fullmatch(text):
        raise NumberCodeUnusable(text=text)
    try:
        with transaction.atomic():
            return NumberCode.objects.create(
                text=text,
                organ=organ,
                types=types,
                start_number=start_number,
                active_from=from_year,
            )
    except IntegrityError as error:
        owner = NumberCode.objects.select_related("organ").get(text=text).organ
        raise NumberCodeTaken(text=text, owner=owner.name) from error
