"""Organs for the cast's units, and people who sign."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from core.context import UnitRef, open_city
from core.contracts.people import Person
from core.exchange.public import Addressees, Letter
from core.units.models import Organ

AT = datetime(2021, 3, 1, 1, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Organs:
    """The organs' keys by the code of their unit; Parks hosts two."""

    city: UUID
    county: UUID
    parks: UUID
    parks_party: UUID
    taxes: UUID
    outside: UUID


def _organ(code: str, unit: UnitRef | None) -> UUID:
    level = "outside" if unit is None else "township"
    names = {"name": f"{code}机关", "short_name": code}
    place = {"unit_id": unit.id} if unit else {"external": True}
    return Organ.objects.create(code=code, kind="government", level=level, **names, **place).id


@pytest.fixture
def organs(cast) -> Organs:
    """One organ for each unit, a second one in Parks, one outside the platform."""
    with open_city():
        return Organs(
            city=_organ("city", cast.city),
            county=_organ("county", cast.county),
            parks=_organ("parks", cast.parks),
            parks_party=_organ("parks_party", cast.parks),
            taxes=_organ("taxes", cast.taxes),
            outside=_organ("outside", None),
        )


@pytest.fixture
def letter(organs):
    """A notice of the county, ready to be sent."""
    return Letter(
        organ_id=organs.county,
        organ_name="测试县人民政府办公室",
        title="关于报送材料的通知",
        doc_type="notice",
        paper={"body": "各乡镇：请于周五前报送。"},
        number_text="测政办发〔2021〕1号",
    )


@pytest.fixture
def to_both(organs):
    """Parks as main addressee, Taxes for information."""
    return Addressees(main=(organs.parks,), cc=(organs.taxes,))


def person(name: str, unit: UnitRef) -> Person:
    """Somebody who works in ``unit``."""
    return Person(account_id=uuid4(), name=name, title="文书", member_id=uuid4(), unit=unit)


@pytest.fixture
def alice(parks):
    """A clerk in Parks."""
    return person("Alice", parks)


@pytest.fixture
def bob(parks):
    """Her colleague."""
    return person("Bob", parks)
