"""Who is out: what modules tell about people when somebody is to be picked or looked for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class PersonOut:
    """A member of the unit who is not at work on the day that was asked for.

    ``label`` says it as the office does (外出, 请假, 值班补休), never why; ``until`` is the last
    day of it, where that is known.
    """

    member_id: UUID
    label: str | Promise
    until: date | None = None
