"""What importing a checked list would do, shown before it is done. Pure comparison of values.

Nobody ever leaves by an import: whoever a list does not name stays as he is, and an empty
cell changes nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.people.listing.columns import DEPARTMENT, MOBILE, NAME, RANK_ORDER, ROLES, TITLE
from core.people.listing.rows import Known, KnownPerson, PersonRow


@dataclass(frozen=True, slots=True)
class Change:
    """One column of somebody who is here already."""

    row: int
    name: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a list does. ``changes`` tells column by column what is new with ``changed``."""

    new: tuple[PersonRow, ...] = ()
    changed: tuple[PersonRow, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether carrying it out would change nothing."""
        return not (self.new or self.changed)

    @property
    def basis(self) -> str:
        """Two plans with the same basis do the same: what was shown is what is done."""
        text = "\n".join(map(repr, (self.new, self.changed, self.changes)))
        return hashlib.sha256(text.encode()).hexdigest()


def make_plan(rows: Iterable[PersonRow], known: Known) -> Plan:
    """Compare the lines that are right with who works here."""
    new, changed, changes, unchanged = [], [], [], 0
    for row in rows:
        before = known.people.get(row.member_id) if row.member_id else None
        if before is None:
            new.append(row)
        elif found := list(_changes(before, row, known)):
            changed.append(row)
            changes += found
        else:
            unchanged += 1
    return Plan(tuple(new), tuple(changed), tuple(changes), unchanged)


def roles_told(codes: Iterable[str], known: Known) -> str:
    """Roles by their names, in the order in which the unit lists them."""
    held = set(codes)
    return "、".join(title for code, title in known.role_titles.items() if code in held)


def _changes(before: KnownPerson, row: PersonRow, known: Known) -> Iterator[Change]:
    pairs: tuple[tuple[str, object, object], ...] = (
        (NAME, before.name, row.name),
        (MOBILE, before.mobile, row.mobile),
        (TITLE, before.title, row.title),
        (RANK_ORDER, before.rank_order, row.rank_order),
    )
    for column, old, new in pairs:
        if new is not None and new != old:
            yield Change(row.row, before.name, column, str(old), str(new))
    if row.department_id and row.department_id != before.department_id:
        old = known.paths.get(before.department_id, "") if before.department_id else ""
        new = known.paths[row.department_id]
        yield Change(row.row, before.name, DEPARTMENT, old, new)
    if row.roles is not None and row.roles != before.roles:
        old, new = roles_told(before.roles, known), roles_told(row.roles, known)
        yield Change(row.row, before.name, ROLES, old, new)
