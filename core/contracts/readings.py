"""How the owner of matters hears that somebody has read them from the list of 待阅.

Told when the reader can no longer take it back, in a transaction of the unit.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MattersRead:
    """Whose matters (``references`` are the owner's own names) were read, by whom and when."""

    references: tuple[str, ...]
    member_id: UUID
    name: str
    at: datetime
