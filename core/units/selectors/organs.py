"""Questions about issuing organs: the primitives of the routing rules.

``host``, ``sup``, ``anc``, ``sub``, ``guide``, ``dual`` and ``lvl`` of the rules are here
``host_of``, ``superior_of``, ``chain_above``, ``all_below``, ``guides_of``,
``Organ.dual_led`` and ``Organ.level``.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from core.errors import NotFound
from core.units.models import NumberCode, Organ, Unit
from core.units.naming import plain
from core.units.selectors import sql

SEARCH_LIMIT = 20


def organ_of_code(code: str) -> Organ:
    """The organ with this code, ended or not; raises ``NotFound``."""
    found = Organ.objects.filter(code=code).select_related("unit").first()
    if found is None:
        raise NotFound
    return found


def organs_hosted_by(unit_ids: Iterable[UUID]) -> QuerySet[Organ]:
    """The standing organs of these units, in the order of the list."""
    return Organ.objects.standing().filter(unit_id__in=unit_ids)


def host_of(organ: Organ) -> Unit | None:
    """The unit to which a document for ``organ`` is delivered; None outside the platform."""
    return organ.unit


def superior_of(organ: Organ) -> Organ | None:
    """Who leads ``organ``; None at the top of a line and for organs led from outside."""
    return organ.superior


def chain_above(organ: Organ) -> list[Organ]:
    """The superior, the superior's superior, and so on."""
    with connection.cursor() as cursor:
        cursor.execute(sql.CHAIN_ABOVE, [organ.id])
        ids = [key for (key,) in cursor.fetchall()]
    found = Organ.objects.in_bulk(ids)
    return [found[key] for key in ids]


def all_below(organ: Organ) -> QuerySet[Organ]:
    """Every standing organ that ``organ`` leads, at any distance."""
    return Organ.objects.standing().filter(id__in=sql.rows(sql.ALL_BELOW, organ.id))


def guides_of(organ: Organ) -> QuerySet[Organ]:
    """The organs that guide the business of ``organ``."""
    return organ.guides.all()


def all_guides_above(organ: Organ) -> QuerySet[Organ]:
    """The guides, and the guides' guides, up to the city."""
    return Organ.objects.filter(id__in=sql.rows(sql.GUIDES_ABOVE, organ.id))


def guided_by(organ: Organ) -> QuerySet[Organ]:
    """The standing organs whose business ``organ`` guides; a township's villages among them."""
    return organ.guided.filter(closed_on=None)


def leaders_of(organ: Organ) -> list[Organ]:
    """Everybody who leads ``organ``: the superior, and the guides too where it is dual-led."""
    leaders = [organ.superior] if organ.superior else []
    return leaders + (list(organ.guides.all()) if organ.dual_led else [])


def authority_of(organ: Organ) -> Organ:
    """The body with whose authority an office acts; any other organ acts with its own."""
    return organ.superior if organ.is_office and organ.superior else organ


def number_codes_of(organ: Organ, *, year: int) -> QuerySet[NumberCode]:
    """The codes under which ``organ`` may number documents of that year."""
    begun = Q(active_from=None) | Q(active_from__lte=year)
    return organ.number_codes.filter(begun, Q(active_to=None) | Q(active_to__gte=year))


def found_organs(
    typed: str, *, among: QuerySet[Organ] | None = None, limit: int = SEARCH_LIMIT
) -> list[Organ]:
    """Standing organs whose name, code or pinyin initials contain what was typed."""
    text = plain(typed)
    if not text:
        return []
    organs = Organ.objects.standing() if among is None else among
    closeness = Case(
        When(Q(short_name=text) | Q(code=text), then=Value(0)),
        When(search_key__contains=f" {text}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    hits = organs.filter(search_key__contains=text).annotate(closeness=closeness)
    return list(hits.select_related("unit").order_by("closeness", "position", "code")[:limit])
