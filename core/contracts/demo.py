"""How a module fills the demonstration city with business of its own.

A module may have a file ``demo.py`` with a function ``sample_business(city: DemoCity)``.
It acts through the module's own services, as the city's made-up people, at times of the
past weeks, and does nothing when what it would make is there already.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from core.context import UnitRef
from core.contracts.people import Person


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit of the demonstration with its people, in the order of office."""

    ref: UnitRef
    kind: str
    level: str
    parent_code: str
    people: tuple[Person, ...]

    def who_may(self, permission: str) -> Person | None:
        """The first person here who holds ``permission``."""
        return next((person for person in self.people if person.may(permission)), None)


@dataclass(frozen=True, slots=True)
class DemoCity:
    """The demonstration: its units by code, the day it ends on, and chance that repeats."""

    units: Mapping[str, DemoUnit]
    today: datetime
    random: Random
