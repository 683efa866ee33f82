"""How a unit came to the platform: applied → contract → installed → trained → live."""

from django.db import models

from core.db.city import CityModel
from core.units.kinds import OnboardingState
from core.units.models.unit import Unit


class Onboarding(CityModel):
    """The way of one unit to the platform; each stage with its day and who recorded it.

    .. pii: the ``…_by`` columns name who recorded a stage
    .. pii_retention: as long as the unit's record
    """

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="onboarding")
    state = models.CharField(max_length=10, choices=OnboardingState.choices)
    applied_on = models.DateField(null=True)
    applied_by = models.CharField(max_length=50, blank=True)
    contract_on = models.DateField(null=True)
    contract_by = models.CharField(max_length=50, blank=True)
    installed_on = models.DateField(null=True)
    installed_by = models.CharField(max_length=50, blank=True)
    trained_on = models.DateField(null=True)
    trained_by = models.CharField(max_length=50, blank=True)
    live_on = models.DateField(null=True)
    live_by = models.CharField(max_length=50, blank=True)

    class Meta:
        db_table = "onboarding"
