"""Reforms of units: planned, rehearsed, carried out as one act, and kept.

The rehearsal is the act itself, rolled back: what it shows is what will happen. Open
business (documents under way, tasks, receipts) is not carried over here; that comes with
the modules it belongs to. Schemas and roles are made and shut by ``tenancy``, to which the
outcome names the units to make and to close.
"""

from core.units.reform.acts import Abolish, Act, Merge, Move, Part, Rename, Split
from core.units.reform.record import Effect, Problem, Rehearsal
from core.units.reform.services import (
    Outcome,
    cancel_reform,
    carry_out_reform,
    plan_reform,
    rehearse_reform,
)

__all__ = [
    "Abolish",
    "Act",
    "Effect",
    "Merge",
    "Move",
    "Outcome",
    "Part",
    "Problem",
    "Rehearsal",
    "Rename",
    "Split",
    "cancel_reform",
    "carry_out_reform",
    "plan_reform",
    "rehearse_reform",
]
