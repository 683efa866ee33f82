"""How every act leaves its line in the trail of the unit, or of the city."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from core.audit.entry import Result
from core.audit.line import Act
from core.audit.reading import note_reading, reads_personal_data
from core.audit.writing import write, write_all
from core.contracts.people import Person

__all__ = ["Result", "note_reading", "reads_personal_data", "record", "record_each"]


def record(  # noqa: PLR0913  the columns of a line, each by its name
    action: str,
    *,
    by: Person,
    at: datetime,
    subject: str,
    result: str = Result.DONE,
    before: Any = None,
    after: Any = None,
    **detail: Any,
) -> None:
    """Add a line to the trail of the unit whose transaction is open, or to the city's.

    ``action`` is ``module.verb``; ``subject`` names the thing acted upon, by its key where it
    has one (the timeline of an object is all lines with its subject). ``before`` and ``after``
    are whatever describes it (plain values): only their digests are kept. ``detail`` holds a
    few plain values: never a secret, never what a document says; long texts are cut.
    The address, the device and the request are added by themselves.
    """
    write(Act(action, at, subject, Result(result), before, after, detail), by)


def record_each(
    action: str, *, by: Person, at: datetime, lines: Iterable[tuple[str, Mapping[str, Any]]]
) -> None:
    """Add a line for each of ``lines`` (subject, detail), as ``record`` does, in one round trip.

    For acts on many at once: five thousand people of one list.
    """
    write_all([Act(action, at, subject, detail=detail) for subject, detail in lines], by)
