"""How far the demonstration has been built, so that a second start goes on where it was."""

from django.db import models

from core.db.city import CityModel


class DemoStep(CityModel):
    """A step that is done, for a slice of a certain size.

    .. no_pii:
    """

    name = models.CharField(max_length=30, unique=True)
    done_at = models.DateTimeField()

    class Meta:
        db_table = "demo_step"
