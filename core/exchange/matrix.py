"""n of m signed, by level and area: one query over the receipts, however many there are.

An area is a county, district or zone: the branch under a unit of county level that stands
right under the city.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from core.context import current_unit
from core.exchange.models import Receipt
from core.exchange.selectors import receipts_of

_AREAS = """
    WITH RECURSIVE area AS (
        SELECT unit.id, unit.id AS top
          FROM unit JOIN unit AS above ON above.id = unit.parent_id
         WHERE unit.level = 'county' AND above.level = 'city'
        UNION
        SELECT unit.id, area.top FROM unit JOIN area ON unit.parent_id = area.id
    )
"""
_COUNTS = f"""
    {_AREAS}
    SELECT unit.level, area.top,
           count(*) FILTER (WHERE receipt.state = 'signed'), count(*)
      FROM receipt
      JOIN unit ON unit.id = receipt.unit_id
      LEFT JOIN area ON area.id = unit.id
     WHERE receipt.envelope_id = %s AND receipt.sender_unit_id = %s
     GROUP BY unit.level, area.top
"""  # noqa: S608 -- put together from constants
_NAMES = f"""
    {_AREAS}
    SELECT area.top, coalesce(min(organ.name), min(unit.short_name))
      FROM area
      JOIN unit ON unit.id = area.top
      LEFT JOIN organ ON organ.unit_id = area.id
           AND organ.kind = 'government' AND organ.level = 'county'
     WHERE area.top = ANY(%s::uuid[])
     GROUP BY area.top
"""  # noqa: S608 -- as above
_MEMBERS = f"{_AREAS} SELECT id FROM area WHERE top = %s"  # noqa: S608 -- as above
_IN_ANY = f"{_AREAS} SELECT id FROM area"  # noqa: S608 -- as above

#: City, county or zone, township, village: their order on the page.
_LEVELS = ("city", "county", "township", "village")
_ENDINGS = ("人民政府", "管理委员会")


@dataclass(frozen=True, slots=True)
class Group:
    """The recipients of one level in one area (None: the city's own units)."""

    level: str
    area: UUID | None
    area_name: str
    signed: int
    total: int

    @property
    def waiting(self) -> int:
        """How many have not signed."""
        return self.total - self.signed


def matrix_of(envelope_id: UUID) -> list[Group]:
    """The groups of a document that the current unit sent; empty for any other's."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [str(envelope_id), str(current_unit().id)])
        rows = cursor.fetchall()
    names = _names({area for _level, area, _signed, _total in rows if area})
    groups = [
        Group(level, area, names.get(area, ""), signed, total)
        for level, area, signed, total in rows
    ]
    return sorted(groups, key=lambda group: (_LEVELS.index(group.level), group.area_name))


def receipts_in(envelope_id: UUID, *, level: str, area: UUID | None) -> QuerySet[Receipt]:
    """The receipts of one group of ``matrix_of``, unsigned first."""
    rows = receipts_of(envelope_id).filter(unit__level=level)
    if area is None:
        return rows.exclude(unit_id__in=RawSQL(_IN_ANY, []))  # noqa: S611 -- a constant
    return rows.filter(unit_id__in=RawSQL(_MEMBERS, [str(area)]))  # noqa: S611 -- as above


def _names(areas: Iterable[UUID]) -> dict[UUID, str]:
    """What an area is called: its government's name without the word for it."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [[str(area) for area in areas]])
        return {area: _plain(name) for area, name in cursor.fetchall()}


def _plain(name: str) -> str:
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    return name
