"""Questions about all units and what stands in them; each is one statement on shared tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from core.modules.models import KERNEL, InstallState, ModuleInstall
from core.units.kinds import Kind, Level, State
from core.units.models import Onboarding, Unit
from core.units.naming import plain
from tenancy.errors import UnknownUnit

#: A county is told by the first digits of a division code.
COUNTY_DIGITS = 6
#: The office whose name begins with the name of its county.
_GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which units someone wants to see; an empty word wants all."""

    level: str = ""
    kind: str = ""
    state: str = ""
    county: str = ""
    typed: str = ""
    failing: bool = False

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Wanted":
        """What an address or a command asks for; a word that is none wants nothing special."""
        return cls(
            level=_known(words.get("level", ""), Level.values),
            kind=_known(words.get("kind", ""), Kind.values),
            state=_known(words.get("state", ""), State.values),
            county=words.get("county", "").strip()[:COUNTY_DIGITS],
            typed=words.get("unit", "").strip()[:50],
            failing=bool(words.get("failing")),
        )


def _known(word: str, words: Iterable[str]) -> str:
    return word if word in words else ""


def units_wanted(wanted: Wanted) -> QuerySet[Unit]:
    """The units that ``wanted`` describes, in the order of the list."""
    units = Unit.objects.select_related("parent").order_by("position", "code")
    same = {"level": wanted.level, "kind": wanted.kind, "state": wanted.state}
    units = units.filter(**{key: value for key, value in same.items() if value})
    if wanted.county:
        units = units.filter(division_code__startswith=wanted.county)
    if wanted.typed:
        units = units.filter(search_key__contains=plain(wanted.typed))
    return units.filter(_failing()) if wanted.failing else units


def _failing() -> Exists:
    bad = Q(state=InstallState.FAILED) | ~Q(error="")
    return Exists(ModuleInstall.objects.filter(bad, unit=OuterRef("pk")))


def failing_units() -> QuerySet[ModuleInstall]:
    """What could not be made, installed or upgraded, with its unit; the latest first."""
    rows = ModuleInstall.objects.filter(Q(state=InstallState.FAILED) | ~Q(error=""))
    return rows.select_related("unit").order_by("-changed_at", "id")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the modules of one unit stand: counts, and the kernel's own row."""

    active: int = 0
    others: int = 0
    failed: int = 0
    kernel: str = ""
    kernel_error: str = ""


@dataclass(slots=True)
class _Tally:
    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def standing(self) -> Standing:
        modules = [row for row in self.rows if row[0] != KERNEL]
        kernel = next((row for row in self.rows if row[0] == KERNEL), ("", "", "", ""))
        return Standing(
            active=sum(state == InstallState.ACTIVE for _n, state, _l, _e in modules),
            others=sum(
                state in {InstallState.DISABLED, InstallState.KEPT} for _n, state, _l, _e in modules
            ),
            failed=sum(bool(error) for _n, _s, _l, error in self.rows),
            kernel=kernel[2],
            kernel_error=kernel[3],
        )


def standings(unit_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """How the modules of several units stand; one statement."""
    tallies: dict[UUID, _Tally] = {}
    rows = ModuleInstall.objects.filter(unit_id__in=list(unit_ids))
    wanted = ("unit_id", "module", "state", "level", "error")
    for unit_id, module, state, level, error in rows.values_list(*wanted):
        tallies.setdefault(unit_id, _Tally()).rows.append((module, state, level, error))
    return {unit_id: tally.standing() for unit_id, tally in tallies.items()}


def counties() -> dict[str, str]:
    """The counties by the first digits of their division code, named after their government."""
    offices = Q(kind__in=(Kind.CITY_BODY, Kind.COUNTY_BODY), name__contains=_GOVERNMENT)
    rows = (
        Unit.objects.exclude(division_code="")
        .values(county=Substr("division_code", 1, COUNTY_DIGITS))
        .annotate(office=Min("name", filter=offices))
        .order_by("county")
        .values_list("county", "office")
    )
    return {code: (office or "").partition(_GOVERNMENT)[0] or code for code, office in rows}


@dataclass(frozen=True, slots=True)
class CountyRow:
    """One county with its units by state."""

    code: str
    name: str
    total: int
    active: int
    pending: int
    suspended: int
    closed: int


def units_by_county() -> list[CountyRow]:
    """How many units each county has, by state; two statements."""
    names = counties()
    rows = (
        Unit.objects.annotate(county=Substr("division_code", 1, COUNTY_DIGITS))
        .values("county")
        .annotate(total=Count("pk"), **_by_state())
        .order_by("county")
    )
    return [CountyRow(**_named(dict(row), names)) for row in rows]


def _by_state() -> dict[str, Count]:
    return {state.value: Count("pk", filter=Q(state=state)) for state in State}


def _named(row: dict[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    code = row.pop("county")
    return {"code": code, "name": names.get(code, code) or "—", **row}


@dataclass(frozen=True, slots=True)
class FleetSums:
    """The figures over the console."""

    total: int
    by_state: dict[str, int]
    by_level: dict[str, int]
    failing: int
    last_made_at: datetime | None


def fleet_sums() -> FleetSums:
    """Counts of all units; two statements."""
    sums = Unit.objects.aggregate(
        total=Count("pk"),
        last=Max("provisioned_at"),
        **_by_state(),
        **{f"at_{level.value}": Count("pk", filter=Q(level=level)) for level in Level},
    )
    return FleetSums(
        total=sums["total"],
        by_state={state.value: sums[state.value] for state in State},
        by_level={level.value: sums[f"at_{level.value}"] for level in Level},
        failing=failing_units().values("unit").distinct().count(),
        last_made_at=sums["last"],
    )


def record_of(code: str) -> dict[str, Any]:
    """Everything on shared record about one unit; raises ``UnknownUnit``."""
    unit = Unit.objects.select_related("parent").filter(code=code).first()
    if unit is None:
        raise UnknownUnit(unit=code)
    events = unit.events.order_by("-at", "-id")
    onboarding = Onboarding.objects.filter(unit=unit).first()
    return {
        "unit": unit,
        "provisioned_at": unit.provisioned_at,
        "names": list(
            unit.names.order_by("id").values("name", "short_name", "valid_from", "valid_to")
        ),
        "organs": list(
            unit.organs.filter(closed_on=None).values("code", "name", "kind", "superior__code")
        ),
        "onboarding": onboarding.state if onboarding else None,
        "modules": list(
            unit.modules.order_by("module").values("module", "version", "state", "error")
        ),
        "events": [
            {"at": event.at, "kind": event.kind, "by": event.by_name, "reason": event.reason}
            for event in events
        ],
    }
