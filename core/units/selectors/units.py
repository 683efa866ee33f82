"""Questions about units: who stands where in the tree, and who is found by what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, Value, When

from core.errors import NotFound
from core.units.kinds import State
from core.units.models import Unit
from core.units.naming import plain
from core.units.selectors import sql

SEARCH_LIMIT = 20


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit as a tree shows it. ``below`` counts all units under it (None: not counted)."""

    id: UUID
    code: str
    name: str
    short_name: str
    level: str
    kind: str
    state: str
    parent_id: UUID | None
    depth: int
    children: int
    below: int | None


def unit_of_code(code: str) -> Unit:
    """The unit with this code, in whatever state; raises ``NotFound``."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def children_of(parent_id: UUID | None) -> list[TreeNode]:
    """The units right under ``parent_id`` (None: at the top), without closed ones."""
    return _nodes(sql.CHILDREN, [parent_id])


def units_tree(top_id: UUID | None = None) -> list[TreeNode]:
    """All units under ``top_id`` (None: of the city), parents before children, without closed ones.

    The whole city is 3,600 nodes: for a picker, open ``children_of`` step by step.
    """
    return _nodes(sql.TREE, [top_id, top_id])


def _nodes(text: str, arguments: list[UUID | None]) -> list[TreeNode]:
    with connection.cursor() as cursor:
        cursor.execute(text, arguments)
        return [TreeNode(*row) for row in cursor.fetchall()]


def units_under(unit_id: UUID) -> QuerySet[Unit]:
    """The unit and all units below it."""
    return Unit.objects.filter(id__in=sql.rows(sql.UNITS_UNDER, unit_id))


def units_of_area(unit_id: UUID) -> QuerySet[Unit]:
    """The units of the city, county, zone or township that the unit belongs to."""
    return Unit.objects.filter(id__in=sql.rows(sql.UNITS_OF_AREA, unit_id))


def path_of(unit_id: UUID) -> list[Unit]:
    """The unit with those above it, the topmost first."""
    with connection.cursor() as cursor:
        cursor.execute(sql.PATH_OF_UNIT, [unit_id])
        ids = [key for (key,) in cursor.fetchall()]
    found = Unit.objects.in_bulk(ids)
    return [found[key] for key in ids]


def found_units(
    typed: str, *, among: QuerySet[Unit] | None = None, limit: int = SEARCH_LIMIT
) -> list[Unit]:
    """Units whose name, code or pinyin initials contain what was typed; the closest first."""
    return _found(
        Unit.objects.exclude(state=State.CLOSED) if among is None else among, typed, limit
    )


def _found(units: QuerySet[Unit], typed: str, limit: int) -> list[Unit]:
    text = plain(typed)
    if not text:
        return []
    closeness = Case(
        When(short_name=text, then=Value(0)),
        When(code=text, then=Value(0)),
        When(search_key__contains=f" {text}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    hits = units.filter(search_key__contains=text).annotate(closeness=closeness)
    return list(hits.order_by("closeness", "position", "code")[:limit])


def short_names_of(unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The short names of several units by id, for lists of rows that hold only ids."""
    return dict(Unit.objects.filter(id__in=unit_ids).values_list("id", "short_name"))
