"""The real lists that come with CityDesk, and the part of them that a slice needs."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from core import units
from core.units.listing.check import check_organ_list, check_unit_list
from core.units.listing.rows import OrganRow, UnitRow

DATA = Path(units.__file__).parent / "data"


@cache
def listed_units() -> tuple[UnitRow, ...]:
    """Every unit of the city's list."""
    with (DATA / "changde_units.csv").open("rb") as file:
        return check_unit_list(file).rows


@cache
def _listed_organs() -> tuple[OrganRow, ...]:
    with (DATA / "changde_organs.csv").open("rb") as file:
        return check_organ_list(file, {unit.code for unit in listed_units()}).rows


def organs_of(chosen: Iterable[UnitRow]) -> list[OrganRow]:
    """The organs of the chosen units; relations that lead out of the slice are left away."""
    codes = {unit.code for unit in chosen}
    organs = [organ for organ in _listed_organs() if organ.unit_code in codes]
    present = {organ.code for organ in organs}
    return [
        replace(
            organ,
            superior_code=organ.superior_code if organ.superior_code in present else "",
            guide_codes=tuple(code for code in organ.guide_codes if code in present),
        )
        for organ in organs
    ]
