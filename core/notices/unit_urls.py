"""What a unit's administrator sees of the unit's notices, under ``notices/``."""

from django.urls import path

from core.notices.views import undelivered

app_name = "unit_notices"

urlpatterns = [
    path("undelivered/", undelivered.of_unit, name="undelivered"),
    path("undelivered.xlsx", undelivered.of_unit_xlsx, name="undelivered_xlsx"),
    path("undelivered/retry/", undelivered.retry_of_unit, name="retry"),
]
