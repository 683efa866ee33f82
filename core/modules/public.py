"""What the rest of the platform may use of the module host. Modules use ``core.modules.hooks``."""

from core.modules.answers import Answer, FailureKind
from core.modules.discovery import registry
from core.modules.faults import FAILURES_UNTIL_OFF, ask_again, faults_here
from core.modules.host import ModuleNotActive, OwnerFailed
from core.modules.loading import host
from core.modules.pages import (
    Drawn,
    FilledColumn,
    handling_panels,
    people_out,
    register_columns,
    search_results,
    unit_page_panels,
    workbench_cards,
)
from core.modules.registry import Module, Registry

__all__ = [
    "FAILURES_UNTIL_OFF",
    "Answer",
    "Drawn",
    "FailureKind",
    "FilledColumn",
    "Module",
    "ModuleNotActive",
    "OwnerFailed",
    "Registry",
    "ask_again",
    "faults_here",
    "handling_panels",
    "host",
    "people_out",
    "register_columns",
    "registry",
    "search_results",
    "unit_page_panels",
    "workbench_cards",
]
