"""The city's tariff: what a unit's admission costs, by fee class and date of effect."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("tariff.toml")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the tariff. ``amount_fen`` None: the city has set no price."""

    fee_class: str
    amount_fen: int | None
    effective_from: date
    id: str
    reason: str


class NoRule(LookupError):
    """The tariff says nothing about a class on a day: the list of rules has a hole."""


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the tariff, oldest first."""
    with FILE.open("rb") as file:
        found = tomllib.load(file)["rule"]
    made = [Rule(r["class"], r.get("amount_fen"), r["from"], r["id"], r["reason"]) for r in found]
    return tuple(sorted(made, key=lambda rule: rule.effective_from))


def rule_for(fee_class: str, on: date) -> Rule:
    """The rule in force for ``fee_class`` on the day ``on``."""
    valid = [r for r in rules() if r.fee_class == fee_class and r.effective_from <= on]
    if not valid:
        raise NoRule(f"{fee_class} on {on}")
    return valid[-1]
