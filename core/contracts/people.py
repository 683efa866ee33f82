"""Who acts: the person as every service, page and hook knows them."""

from dataclasses import dataclass, field
from uuid import UUID

from core.context import UnitRef


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is logged in, in the unit whose page is open (or in the city's console).

    ``member_id`` is the row in that unit's ``member`` table (None outside a unit).
    ``permissions`` are strings ``module.action`` held in this unit; ``city_permissions``
    are strings ``city.action`` held in the city's console.
    """

    account_id: UUID
    name: str
    title: str = ""
    member_id: UUID | None = None
    unit: UnitRef | None = None
    permissions: frozenset[str] = field(default_factory=frozenset)
    city_permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Whether the person holds ``permission`` here."""
        return permission in self.permissions or permission in self.city_permissions
