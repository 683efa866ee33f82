"""Whom one may pick: by department in the order of office, by search, from one's own groups.

People who have left are never among them. Whoever is out is, and is marked: work goes on. A
narrow ``people.view`` does not narrow this: whoever drafts must be able to name the signer.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from core.people.models import Department, Member, PersonGroup
from core.people.selectors import active_members, members_found, members_with

#: A list longer than this is not read but searched.
FOUND_AT_MOST = 30
BRANCH_AT_MOST = 100
#: Up to this many people the window shows everybody at once, each under the department.
WHOLE_AT_MOST = 150
#: How many are kept as picked of late.
RECENT = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """A department with its people and the departments inside it."""

    department: Department
    members: tuple[Member, ...]
    inner: tuple["Branch", ...]
    count: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Those without a department (the unit's leaders) first, then department by department.

    ``is_whole``: every branch has its people; else they are fetched when it is opened.
    """

    members: tuple[Member, ...]
    branches: tuple[Branch, ...]
    is_whole: bool


def may_be_picked(permission: str = "") -> QuerySet[Member]:
    """Everybody who works here, or those who hold ``permission``, in the order of office."""
    return members_with(permission) if permission else active_members()


def found_to_pick(text: str, permission: str = "") -> list[Member]:
    """Whom ``text`` finds: name, pinyin, initials, title, a number or its last digits."""
    found = members_found(text).filter(pk__in=may_be_picked(permission).values("pk"))
    return list(found[:FOUND_AT_MOST])


def picking_tree(permission: str = "") -> Tree:
    """The window's first sight; three queries, however large the unit is."""
    people = may_be_picked(permission)
    counts: Counter[UUID | None] = Counter(people.order_by().values_list("department", flat=True))
    is_whole = sum(counts.values()) <= WHOLE_AT_MOST
    shown = people if is_whole else people.filter(department=None)[:BRANCH_AT_MOST]
    members: dict[UUID | None, list[Member]] = {}
    for member in shown:
        members.setdefault(member.department_id, []).append(member)
    branches = _branches(None, _children(), members, counts)
    return Tree(tuple(members.get(None, ())), branches, is_whole)


def people_of_branch(department_id: UUID, permission: str = "") -> tuple[list[Member], int]:
    """Those of one department, and how many more there are."""
    people = may_be_picked(permission).filter(department=department_id)
    shown = list(people[: BRANCH_AT_MOST + 1])
    return shown[:BRANCH_AT_MOST], max(0, people.count() - BRANCH_AT_MOST)


def own_groups(owner_id: UUID, permission: str = "") -> list[tuple[str, list[Member]]]:
    """Those picked of late (title "") and the owner's groups, each with whom one may pick."""
    groups = list(PersonGroup.objects.filter(owner=owner_id))
    wanted = {key for group in groups for key in group.members}
    people = {member.pk: member for member in may_be_picked(permission).filter(pk__in=wanted)}
    found = [(group.title, _those(group.members, people)) for group in groups]
    return [(title, members) for title, members in found if members]


def picked_members(keys: Iterable[UUID], permission: str = "") -> dict[UUID, Member]:
    """Those of ``keys`` who may be picked now."""
    return {member.pk: member for member in may_be_picked(permission).filter(pk__in=list(keys))}


def _those(keys: Collection[UUID], people: dict[UUID, Member]) -> list[Member]:
    return [people[key] for key in keys if key in people]


def _children() -> dict[UUID | None, list[Department]]:
    found: dict[UUID | None, list[Department]] = {}
    for department in Department.objects.filter(Q(closed_on=None)):
        found.setdefault(department.parent_id, []).append(department)
    return found


def _branches(
    parent: UUID | None,
    children: dict[UUID | None, list[Department]],
    members: dict[UUID | None, list[Member]],
    counts: Counter[UUID | None],
) -> tuple[Branch, ...]:
    """The departments inside ``parent`` that have anybody to pick, themselves or within."""
    found = []
    for department in children.get(parent, []):
        inner = _branches(department.pk, children, members, counts)
        count = counts[department.pk] + sum(each.count for each in inner)
        if count:
            own = tuple(members.get(department.pk, ()))
            found.append(Branch(department, own, inner, count))
    return tuple(found)
