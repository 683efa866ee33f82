"""Reads a list of units or organs (CSV, XLSX) and checks all of it before anything is made.

Pure: nothing here touches the database. What is already there is passed in as values.
"""

from core.lists.problems import RowError
from core.units.listing.check import check_organ_list, check_unit_list
from core.units.listing.plan import Change, ImportPlan, Plan, make_plan
from core.units.listing.rows import NOTHING, Checked, Known, OrganRow, UnitRow

__all__ = [
    "NOTHING",
    "Change",
    "Checked",
    "ImportPlan",
    "Known",
    "OrganRow",
    "Plan",
    "RowError",
    "UnitRow",
    "check_organ_list",
    "check_unit_list",
    "make_plan",
]
