"""Carries out the plan of an import. Tables of units are not made here: ``tenancy`` does that."""

from core.units.importing.apply import apply_plan

__all__ = ["apply_plan"]
