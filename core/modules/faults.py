"""The book of failing modules: counted per unit, switched off there, told to its people.

Only questions are switched off; the module's pages, tasks and callbacks go on. A failure
is written after the page's transaction, in one of its own: so the count survives the
fence, and two pages that fail at once do not wait for each other.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.context import UnitRef, open_unit
from core.db.keys import new_id
from core.modules.answers import FailureKind
from core.modules.marks import Mark, Marks
from core.modules.models import DETAIL_LENGTH, ModuleFault

#: After so many failures within ``FORGOTTEN_AFTER`` of one another the unit's pages no
#: longer ask the module.
FAILURES_UNTIL_OFF = 5
FORGOTTEN_AFTER = timedelta(hours=1)

_log = logging.getLogger("citydesk.modules")

_COUNT = """
INSERT INTO module_fault AS old (id, unit_id, module, hook, kind, detail, failures, last_at, off_at)
VALUES (%(id)s, %(unit)s, %(module)s, %(hook)s, %(kind)s, %(detail)s, 1, %(at)s, NULL)
ON CONFLICT (unit_id, module) DO UPDATE SET
  hook = excluded.hook, kind = excluded.kind, detail = excluded.detail, last_at = excluded.last_at,
  failures = CASE WHEN old.last_at < %(forgotten)s THEN 1 ELSE old.failures + 1 END,
  off_at = CASE
    WHEN old.off_at IS NOT NULL THEN old.off_at
    WHEN old.last_at >= %(forgotten)s AND old.failures + 1 >= %(limit)s THEN %(at)s
  END
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """One call that went wrong."""

    unit: UnitRef
    module: str
    hook: str
    kind: FailureKind
    detail: str = ""


class FaultBook:
    """The faults of the city's units, in the shared table ``module_fault``."""

    def switched_off(self) -> frozenset[str]:
        """The modules whose questions are not asked in the open unit."""
        off = ModuleFault.objects.filter(off_at__isnull=False)
        return frozenset(off.values_list("module", flat=True))

    def note(self, failure: Failure) -> None:
        """Count ``failure`` once the page's transaction has ended well."""
        transaction.on_commit(lambda: self._count(failure), robust=True)

    def _count(self, failure: Failure) -> None:
        with open_unit(failure.unit):
            count_failure(failure)


def count_failure(failure: Failure) -> None:
    """Count a failure in the open transaction of its unit."""
    at = timezone.now()
    row: dict[str, Any] = {
        "id": new_id(),
        "unit": failure.unit.id,
        "module": failure.module,
        "hook": failure.hook,
        "kind": failure.kind.value,
        "detail": failure.detail[:DETAIL_LENGTH],
        "at": at,
        "forgotten": at - FORGOTTEN_AFTER,
        "limit": FAILURES_UNTIL_OFF,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, row)


def count_lost(marks: Marks) -> int:
    """Count the calls that never returned; run on each machine, when a worker is started again."""
    return sum(_count_lost(mark) for mark in marks.lost())


def _count_lost(mark: Mark) -> bool:
    unit = UnitRef(UUID(mark.unit_id), mark.unit_code)
    _log.error("the module %s never returned from %s", mark.module, mark.hook)
    try:
        with open_unit(unit):
            count_failure(Failure(unit, mark.module, mark.hook, FailureKind.LOST))
    except DatabaseError:
        # The unit was suspended or closed since; its pages ask nobody.
        _log.warning("a lost call of unit %s is not counted", mark.unit_code)
        return False
    return True


def faults_here() -> QuerySet[ModuleFault]:
    """The failing modules of the open unit, for its administrator; the worst first."""
    return ModuleFault.objects.filter(failures__gt=0).order_by("off_at", "-failures", "module")


def ask_again(*, module: str) -> bool:
    """Forget a module's failures in the open unit and ask it again; False if it had none."""
    forgotten = ModuleFault.objects.filter(module=module).update(failures=0, off_at=None)
    return bool(forgotten)
