"""The unit in which a job is to be run, if it may be run there now."""

from uuid import UUID

from django.apps import apps

from core.context import UnitRef, open_city


def unit_to_work_in(unit_id: UUID | None, module: str | None) -> UnitRef | None:
    """The active unit ``unit_id`` with its modules; None for the city's own jobs.

    Also None, and the job waits, while the unit is suspended or ``module`` is switched
    off there. Asked through the app registry: units and the ledger lie above the queue.
    """
    if unit_id is None:
        return None
    with open_city():
        unit = apps.get_model("units", "Unit").objects.filter(pk=unit_id, state="active").first()
        if unit is None:
            return None
        names = unit.modules.filter(state="active").values_list("module", flat=True)
        ref: UnitRef = unit.ref(frozenset(names))
    return ref if module is None or module in ref.modules else None
