"""The rule behind a collective name: which organs it means, seen from whoever uses it."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput
from core.units.kinds import Kind, OrganKind, OrganLevel

#: Below the issuer's own city, county or township; "" means anywhere.
AREA = "area"


class CollectiveRuleUnusable(InvalidInput):
    """The rule names a level or kind that does not exist."""

    code = "collective_rule_unusable"
    message = _("统称的规则不可用：%(part)s 中没有“%(value)s”。请从列表中选择。")


@dataclass(frozen=True, slots=True)
class CollectiveRule:
    """Organs of this level, of these kinds, hosted by units of these kinds; empty = any.

    ``under``: ``area`` (those of the issuer's own city, county or township), the code of
    a unit (that unit and all below it), or "" (anywhere in the city).
    """

    level: str = ""
    unit_kinds: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    under: str = ""

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The rule as it is stored; raises ``CollectiveRuleUnusable``."""
        rule = cls(
            level=str(values.get("level", "")),
            unit_kinds=tuple(values.get("unit_kinds", ())),
            kinds=tuple(values.get("kinds", ())),
            under=str(values.get("under", "")),
        )
        _require("level", [rule.level] if rule.level else [], OrganLevel.values)
        _require("unit_kinds", rule.unit_kinds, Kind.values)
        _require("kinds", rule.kinds, OrganKind.values)
        return rule

    def as_json(self) -> dict[str, Any]:
        """The form in which it is stored: only what it says."""
        return {part: value for part, value in asdict(self).items() if value}


def _require(part: str, values: Any, known: list[str]) -> None:
    for value in values:
        if value not in known:
            raise CollectiveRuleUnusable(part=part, value=value)
