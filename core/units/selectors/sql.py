"""The recursive questions, as SQL. UNION (not ALL) ends even where data should hold a ring.

Table names carry no schema: the transaction's search path leads to the shared ones. Units
and organs that have ended are left out where a person picks one, kept where rules ask.
"""

from typing import Any

from django.db.models.expressions import RawSQL

#: One argument: the unit at the top, which is part of the answer.
UNITS_UNDER = """
    WITH RECURSIVE down AS (
        SELECT id FROM unit WHERE id = %s
        UNION
        SELECT unit.id FROM unit JOIN down ON unit.parent_id = down.id
    )
    SELECT id FROM down
"""

#: The same by the code of the unit at the top.
UNITS_UNDER_CODE = UNITS_UNDER.replace("WHERE id = %s", "WHERE code = %s")

#: One argument: a unit. Its area: everything under the topmost unit of its level above it
#: (the whole city, the county with all its bodies, the township with its villages).
UNITS_OF_AREA = """
    WITH RECURSIVE up AS (
        SELECT id, parent_id, level, 0 AS steps FROM unit WHERE id = %s
        UNION
        SELECT unit.id, unit.parent_id, unit.level, up.steps + 1
        FROM unit JOIN up ON unit.id = up.parent_id
        WHERE unit.level = up.level AND up.steps < 50
    ), down AS (
        SELECT id FROM (SELECT id FROM up ORDER BY steps DESC LIMIT 1) AS top
        UNION
        SELECT unit.id FROM unit JOIN down ON unit.parent_id = down.id
    )
    SELECT id FROM down
"""

#: One argument: a unit. It and those above it, the topmost first.
PATH_OF_UNIT = """
    WITH RECURSIVE up AS (
        SELECT id, parent_id, 0 AS steps FROM unit WHERE id = %s
        UNION
        SELECT unit.id, unit.parent_id, up.steps + 1
        FROM unit JOIN up ON unit.id = up.parent_id WHERE up.steps < 50
    )
    SELECT id FROM up ORDER BY steps DESC
"""

#: One argument: the parent, or null for the top. Its children with what is below them.
CHILDREN = """
    WITH RECURSIVE tree AS (
        SELECT id AS top, id FROM unit
        WHERE parent_id IS NOT DISTINCT FROM %s::uuid AND state <> 'closed'
        UNION
        SELECT tree.top, unit.id FROM unit JOIN tree ON unit.parent_id = tree.id
        WHERE unit.state <> 'closed'
    ), counted AS (
        SELECT top, count(*) - 1 AS below FROM tree GROUP BY top
    ), direct AS (
        SELECT parent_id, count(*) AS children FROM unit
        WHERE state <> 'closed' GROUP BY parent_id
    )
    SELECT unit.id, code, name, short_name, level, kind, state, unit.parent_id,
           0, coalesce(direct.children, 0), counted.below
    FROM counted JOIN unit ON unit.id = counted.top
    LEFT JOIN direct ON direct.parent_id = unit.id
    ORDER BY position, code
"""

#: One argument, twice: the unit at the top, or null for the whole city. Parents stand
#: before their children and next to them.
TREE = """
    WITH RECURSIVE tree AS (
        SELECT id, 0 AS depth, ARRAY[lpad(position::text, 10, '0') || code] AS place
        FROM unit
        WHERE (id = %s::uuid OR (%s::uuid IS NULL AND parent_id IS NULL)) AND state <> 'closed'
        UNION ALL
        SELECT unit.id, tree.depth + 1,
               tree.place || (lpad(unit.position::text, 10, '0') || unit.code)
        FROM unit JOIN tree ON unit.parent_id = tree.id
        WHERE unit.state <> 'closed' AND tree.depth < 50
    ), direct AS (
        SELECT parent_id, count(*) AS children FROM unit
        WHERE state <> 'closed' GROUP BY parent_id
    )
    SELECT unit.id, code, name, short_name, level, kind, state, unit.parent_id,
           tree.depth, coalesce(direct.children, 0), NULL
    FROM tree JOIN unit USING (id) LEFT JOIN direct ON direct.parent_id = unit.id
    ORDER BY tree.place COLLATE "C"
"""

#: One argument: an organ. Those above it, the nearest first; not itself.
CHAIN_ABOVE = """
    WITH RECURSIVE up AS (
        SELECT superior_id AS id, 1 AS steps FROM organ WHERE id = %s
        UNION
        SELECT organ.superior_id, up.steps + 1
        FROM organ JOIN up ON organ.id = up.id WHERE up.steps < 50
    )
    SELECT id FROM up WHERE id IS NOT NULL ORDER BY steps
"""

#: One argument: an organ. All that it leads, at any distance; not itself.
ALL_BELOW = """
    WITH RECURSIVE down AS (
        SELECT id FROM organ WHERE superior_id = %s
        UNION
        SELECT organ.id FROM organ JOIN down ON organ.superior_id = down.id
    )
    SELECT id FROM down
"""

#: One argument: an organ. Those that guide it, and those that guide them; not itself.
GUIDES_ABOVE = """
    WITH RECURSIVE up AS (
        SELECT guide_id AS id FROM organ_guidance WHERE organ_id = %s
        UNION
        SELECT g.guide_id FROM organ_guidance g JOIN up ON g.organ_id = up.id
    )
    SELECT id FROM up
"""


def rows(text: str, *arguments: Any) -> RawSQL:
    """One of the questions of this file as a subquery for ``id__in``."""
    return RawSQL(text, arguments)  # noqa: S611 the texts are constants, the values are arguments
