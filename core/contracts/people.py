"""Who acts, and what a permission is: the words every service, page and hook shares."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise

from core.context import UnitRef
from core.errors import NotFound


class DataScope(StrEnum):
    """How far a permission reaches in the unit: one's own matters, the department's, all.

    A unit's superiors reach into it by no scope: what they see of it stands in shared data.
    """

    SELF = "self"
    DEPARTMENT = "department"
    UNIT = "unit"

    @property
    def width(self) -> int:
        """Wider scopes have larger numbers."""
        return list(DataScope).index(self)


@dataclass(frozen=True, slots=True)
class Permission:
    """Something a person may do, as a module's manifest or the kernel declares it.

    ``code`` is ``module.action``; ``title`` says it in the office's words. ``roles`` are the
    built-in roles of a unit that hold it from the start (``core.people.roles``). Whoever holds
    one with ``second_factor`` (administration, signing, seals) must have bound an authenticator.
    ``scopes`` are the narrower scopes that its module keeps to: a role granted for a department
    gives only the permissions that can be held for one, so that nothing is wider than meant.
    """

    code: str
    title: str | Promise
    roles: frozenset[str] = frozenset()
    second_factor: bool = False
    scopes: frozenset[DataScope] = frozenset()

    @classmethod
    def of(
        cls,
        code: str,
        title: str | Promise,
        roles: Iterable[str] = (),
        second_factor: bool = False,
        scopes: Iterable[str] = (),
    ) -> "Permission":
        """A permission held by ``roles``, given as any iterable."""
        narrower = frozenset(map(DataScope, scopes))
        return cls(code, title, frozenset(roles), second_factor, narrower)

    def can_be_held_for(self, scope: DataScope) -> bool:
        """Whether a role that is granted for ``scope`` gives it."""
        return scope is DataScope.UNIT or scope in self.scopes


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who is logged in, in the unit whose page is open (or in the city's console).

    ``member_id`` is the row in that unit's ``member`` table (None outside a unit).
    ``permissions`` are strings ``module.action`` held in this unit, ``narrowed`` those of them
    that reach less far than the unit, with how far (``scope_of``); ``city_permissions`` are
    strings ``city.action`` held in the city's console. ``units`` are all units that the person
    may enter, for the switcher. ``area_id``: an administrator of a county serves the units of
    that county only (a unit of it); None = the whole city.
    ``unread`` is how many notices of all units were not read when the page was asked for.

    ``acting_for`` names whom the person stands in for at this moment ("" = nobody),
    ``acting_member`` is that one's member row: every act is recorded in both names.
    """

    account_id: UUID
    name: str
    title: str = ""
    member_id: UUID | None = None
    unit: UnitRef | None = None
    permissions: frozenset[str] = field(default_factory=frozenset)
    city_permissions: frozenset[str] = field(default_factory=frozenset)
    units: tuple[UnitRef, ...] = ()
    narrowed: frozenset[tuple[str, DataScope]] = field(default_factory=frozenset)
    area_id: UUID | None = None
    unread: int = 0
    acting_for: str = ""
    acting_member: UUID | None = None

    @property
    def represents(self) -> frozenset[UUID]:
        """The members whose matters the person may handle: himself and whom he stands in for."""
        return frozenset(key for key in (self.member_id, self.acting_member) if key)

    @property
    def signature(self) -> str:
        """The name under an act: 王五, or 王五（代张三）; as long as a name may be."""
        absent = self.acting_for.partition("　")[0]
        return f"{self.name}（代{absent}）"[:50] if absent else self.name

    @property
    def member(self) -> UUID:
        """The person's row in the unit; a person without one has no business in a unit."""
        if self.member_id is None:
            raise NotFound
        return self.member_id

    def may(self, permission: str) -> bool:
        """Whether the person holds ``permission`` here."""
        return permission in self.permissions or permission in self.city_permissions

    def scope_of(self, permission: str) -> DataScope | None:
        """How far ``permission`` reaches here; None for somebody who does not hold it."""
        if permission not in self.permissions:
            return None
        return dict(self.narrowed).get(permission, DataScope.UNIT)
