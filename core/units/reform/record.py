"""What a reform changes, written down while it happens; plain values that outlive a rollback."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.context import UnitRef
from core.contracts.people import Person
from core.units.models import Organ, Unit

PROBLEMS: Mapping[str, str | Promise] = {
    "unit_missing": _("没有代码为“%(value)s”的单位，或它已关闭。"),
    "same_unit": _("“%(value)s”不能并入自己或自己的下级。"),
    "cycle": _("“%(value)s”不能归到自己的下级名下。"),
    "level_below": _("“%(value)s”的层级高于新的上级“%(other)s”。"),
    "code_unusable": _("代码“%(value)s”不可用或已被占用。"),
    "name_unusable": _("名称“%(value)s”为空或过长。"),
    "organ_elsewhere": _("机关“%(value)s”不在“%(other)s”，或已撤销。"),
    "organ_missing": _("没有代码为“%(value)s”的机关，或它已撤销。"),
    "child_elsewhere": _("“%(value)s”不是“%(other)s”的下级单位。"),
    "children_left": _("“%(value)s”还有 %(other)s 个下级单位没有去处。"),
    "organs_left": _("“%(value)s”还有 %(other)s 个机关没有去处。"),
    "subordinates_left": _("机关“%(value)s”还领导 %(other)s 个机关，没有接替的机关。"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that changes: ``what`` (unit, organ, number_code) of ``code``, ``act``, values.

    Acts: created, closed, renamed, moved (parent), led (superior), hosted (unit), guided
    (guide), ended, kept.
    """

    step: int
    what: str
    code: str
    act: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a step cannot be carried out; ``code`` is stable."""

    step: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What carrying out would change, and what stands in its way."""

    effects: tuple[Effect, ...]
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """The form in which it is kept with the reform."""
        return {
            "effects": [asdict(effect) for effect in self.effects],
            "problems": [asdict(problem) for problem in self.problems],
        }


@dataclass(slots=True)
class Record:
    """The running account of one pass over the steps."""

    on: date
    at: datetime
    by: Person
    reason: str
    step: int = 0
    effects: list[Effect] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    made: list[UnitRef] = field(default_factory=list)
    closed: list[UnitRef] = field(default_factory=list)

    def effect(self, thing: Unit | Organ, act: str, old: str = "", new: str = "") -> None:
        """Note that ``thing`` changes."""
        what = "unit" if isinstance(thing, Unit) else "organ"
        self.effects.append(Effect(self.step, what, thing.code, act, old, new))

    def number_code(self, text: str, act: str, owner: Organ) -> None:
        """Note what becomes of a number code."""
        self.effects.append(Effect(self.step, "number_code", text, act, owner.code))

    def problem(self, code: str, value: str, other: str | int = "") -> None:
        """Note what stands in the way."""
        text = str(PROBLEMS[code]) % {"value": value, "other": other}
        self.problems.append(Problem(self.step, code, text))

    def result(self) -> Rehearsal:
        """What was noted, as a value."""
        return Rehearsal(tuple(self.effects), tuple(self.problems))
