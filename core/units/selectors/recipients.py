"""From the names in 主送 and 抄送 to organs: full, short and collective names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from core.units.collective import AREA, CollectiveRule
from core.units.kinds import NameForm, State
from core.units.models import CollectiveName, Organ, OrganName
from core.units.naming import plain
from core.units.selectors import sql

_SEPARATORS = re.compile(r"[、，,；;：:\n]+")
_FORMS = (NameForm.FULL, NameForm.SHORT, NameForm.COLLECTIVE)


@dataclass(frozen=True, slots=True)
class ResolvedName:
    """One name and whom it means.

    ``form`` is full, short or collective; "" where it is unknown or means several organs,
    which then stand in ``candidates`` for the person to choose from.
    """

    text: str
    form: str = ""
    organs: tuple[Organ, ...] = ()
    candidates: tuple[Organ, ...] = ()

    @property
    def is_resolved(self) -> bool:
        """Whether the name means somebody, and nobody else."""
        return bool(self.form)


@dataclass(frozen=True, slots=True)
class Recipients:
    """A list of names, resolved."""

    names: tuple[ResolvedName, ...]

    @property
    def organs(self) -> tuple[Organ, ...]:
        """Everybody named, once each, in the order of the names."""
        return tuple(dict.fromkeys(organ for name in self.names for organ in name.organs))

    @property
    def unresolved(self) -> tuple[ResolvedName, ...]:
        """Names that cannot be used as they stand."""
        return tuple(name for name in self.names if not name.is_resolved)


def split_names(text: str) -> list[str]:
    """The single names in a line such as ``各区县(市)、市直各单位：``."""
    return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]


def resolved_recipients(names: str | Sequence[str], *, issuer: Organ, on: date) -> Recipients:
    """Whom the names mean when ``issuer`` writes them on that day.

    A short name that several organs bear means the one of the issuer's own level and area,
    if there is one only; else it is left to the person. A collective name never means the
    issuer itself. Ended organs and those of closed units are never meant; suspended and
    pending units are (what is sent to them waits).
    """
    texts = split_names(names) if isinstance(names, str) else list(names)
    own = _organs_named({plain(text) for text in texts}, on)
    collective = collective_names_for(issuer)
    near = _near(own, issuer)
    found = []
    for text in texts:
        key = plain(text)
        if key in own:
            found.append(_by_own_name(text, own[key], near))
        elif key in collective:
            organs = organs_meant(collective[key], issuer)
            found.append(ResolvedName(text, NameForm.COLLECTIVE, tuple(organs)))
        else:
            found.append(ResolvedName(text))
    return Recipients(tuple(found))


def _organs_named(keys: Iterable[str], on: date) -> dict[str, list[OrganName]]:
    rows = OrganName.objects.on(on).filter(key__in=keys, form__in=_FORMS, organ__closed_on=None)
    rows = rows.exclude(organ__unit__state=State.CLOSED)
    found: dict[str, list[OrganName]] = defaultdict(list)
    for row in rows.select_related("organ__unit").order_by("organ__position"):
        found[row.key].append(row)
    return found


def _near(own: dict[str, list[OrganName]], issuer: Organ) -> dict[UUID, int]:
    """How near each organ with a shared name is: 0 = peer in the area, 1 = in the area."""
    shared = {row.organ_id for rows in own.values() if len(rows) > 1 for row in rows}
    if not shared or issuer.unit_id is None:
        return {}
    area = sql.rows(sql.UNITS_OF_AREA, issuer.unit_id)
    inside = Organ.objects.filter(id__in=shared, unit_id__in=area)
    return {key: int(level != issuer.level) for key, level in inside.values_list("id", "level")}


def _by_own_name(text: str, rows: list[OrganName], near: dict[UUID, int]) -> ResolvedName:
    for form in (NameForm.FULL, NameForm.SHORT):
        organs = tuple(dict.fromkeys(row.organ for row in rows if row.form == form))
        if organs:
            chosen = _nearest(organs, near)
            if chosen is None:
                return ResolvedName(text, candidates=organs)
            return ResolvedName(text, form, (chosen,))
    return ResolvedName(text, NameForm.COLLECTIVE, tuple(row.organ for row in rows))


def _nearest(organs: tuple[Organ, ...], near: dict[UUID, int]) -> Organ | None:
    for distance in (0, 1, None):
        nearest = [organ for organ in organs if near.get(organ.id) == distance]
        if nearest:
            return nearest[0] if len(nearest) == 1 else None
    return None


def collective_names_for(issuer: Organ) -> dict[str, CollectiveName]:
    """The collective names that ``issuer`` may use, by plain text; the narrowest wins."""
    above = sql.rows(sql.PATH_OF_UNIT, issuer.unit_id)
    usable = (
        CollectiveName.objects.filter(organ=None, unit=None)
        | CollectiveName.objects.filter(organ=issuer)
        | CollectiveName.objects.filter(unit_id__in=above)
    )
    narrowest_last = sorted(
        usable, key=lambda name: (name.organ_id is not None, name.unit_id is not None)
    )
    return {plain(name.text): name for name in narrowest_last}


def organs_meant(name: CollectiveName, issuer: Organ) -> QuerySet[Organ]:
    """Whom a collective name means when ``issuer`` writes it; never the issuer itself."""
    rule = CollectiveRule.from_json(name.rule)
    organs = Organ.objects.standing().filter(unit__isnull=False).exclude(id=issuer.id)
    organs = organs.exclude(unit__state=State.CLOSED).select_related("unit")
    if rule.level:
        organs = organs.filter(level=rule.level)
    if rule.kinds:
        organs = organs.filter(kind__in=rule.kinds)
    if rule.unit_kinds:
        organs = organs.filter(unit__kind__in=rule.unit_kinds)
    return _placed(organs, rule.under, issuer)


def _placed(organs: QuerySet[Organ], under: str, issuer: Organ) -> QuerySet[Organ]:
    if not under:
        return organs
    if under == AREA:
        return organs.filter(unit_id__in=sql.rows(sql.UNITS_OF_AREA, issuer.unit_id))
    return organs.filter(unit_id__in=sql.rows(sql.UNITS_UNDER_CODE, under))
