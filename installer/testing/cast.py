"""The cast of every test: four units and the people in them.

Alice and Bob work in Parks, Charlie works in Taxes. Charlie must never see anything of
Parks. City and County are the offices above them.
"""

from dataclasses import dataclass

from core.context import UnitRef, open_city
from core.modules.models import KERNEL
from core.people.services.joining import NewMember
from core.units.models import Unit
from tenancy.installation import installed
from tenancy.provision import provision_next
from tenancy.roles import make_unit_roles

CAST = (
    ("city", "中共测试市委办公室", "市委办", "city", "city_body", None),
    ("county", "测试县人民政府办公室", "县政府办", "county", "county_body", "city"),
    ("parks", "测试县园林镇", "园林镇", "township", "township", "county"),
    ("taxes", "测试县税务镇", "税务镇", "township", "township", "county"),
)

_OFFICES = ("unit_admin", "head", "clerk")
ALICE = NewMember(name="Alice", mobile="13900000001", title="主任", roles=_OFFICES, rank_order=1)
BOB = NewMember(name="Bob", mobile="13900000002", title="科员", roles=("staff",), rank_order=9)
CHARLIE = NewMember(
    name="Charlie", mobile="13900000003", title="局长", roles=_OFFICES, rank_order=1
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The units that every test finds in place."""

    city: UnitRef
    county: UnitRef
    parks: UnitRef
    taxes: UnitRef


def make_units(*rows: tuple[str, str, str, str, str, str | None]) -> dict[str, UnitRef]:
    """Register and provision units; each row is code, name, short name, level, kind, parent."""
    made: dict[str, Unit] = {}
    with open_city():
        known = {unit.code: unit for unit in Unit.objects.all()}
        for position, (code, name, short, level, kind, parent) in enumerate(rows):
            made[code] = known[code] = Unit.objects.create(
                code=code,
                name=name,
                short_name=short,
                level=level,
                kind=kind,
                parent=known.get(parent or ""),
                position=len(known) + position,
            )
    make_unit_roles(installed(), [unit.id for unit in made.values()])
    while outcome := provision_next():
        assert not outcome[1].error, outcome[1].error
    return {code: ref_of(code) for code in made}


def ref_of(code: str) -> UnitRef:
    """The unit with its active modules, as a request would find it."""
    with open_city():
        unit = Unit.objects.get(code=code)
        active = (
            unit.modules.filter(state="active")
            .exclude(module=KERNEL)
            .values_list("module", flat=True)
        )
        return unit.ref(frozenset(active))
