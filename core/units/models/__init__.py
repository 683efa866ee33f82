"""Units, the organs they host, what both were called, and what has been done to them."""

from core.units.models.history import UnitEvent, UnitName, UnitParent
from core.units.models.onboarding import Onboarding
from core.units.models.organ import NumberCode, Organ, OrganGuidance, OrganName
from core.units.models.recipients import CollectiveName
from core.units.models.reform import Reform, ReformStep
from core.units.models.unit import Unit

__all__ = [
    "CollectiveName",
    "NumberCode",
    "Onboarding",
    "Organ",
    "OrganGuidance",
    "OrganName",
    "Reform",
    "ReformStep",
    "Unit",
    "UnitEvent",
    "UnitName",
    "UnitParent",
]
