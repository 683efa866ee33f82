"""One line of a list of people as a value, and what the unit knows already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What a line says of somebody. None: it does not say, and nothing of it is changed.

    ``row`` is the line in the spreadsheet; ``member_id`` whom of this unit it means, None for
    somebody new here. Departments and roles stand by
    their keys, roles in the order of their codes.
    """

    row: int
    name: str
    mobile: str | None = None
    staff_number: str | None = None
    title: str | None = None
    department_id: UUID | None = None
    rank_order: int | None = None
    roles: tuple[str, ...] | None = None
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who works in the unit now, as the unit has it."""

    member_id: UUID
    account_id: UUID
    name: str
    mobile: str = ""
    title: str = ""
    department_id: UUID | None = None
    rank_order: int = 500
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the unit has: its people, by number too, its departments and roles by their names.

    ``departments`` holds full paths (办公室/文书科) and names that only one department has;
    ``ambiguous`` the names that several have.
    """

    people: Mapping[UUID, KnownPerson] = field(default_factory=dict)
    by_number: Mapping[str, UUID] = field(default_factory=dict)
    departments: Mapping[str, UUID] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    paths: Mapping[UUID, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    role_titles: Mapping[str, str] = field(default_factory=dict)
