"""Addresses of the city console's API, under ``/api/v1/units/``."""

from django.urls import path

from core.web.scope import own_transactions
from installer import api

app_name = "units_api"

urlpatterns = [
    path("", api.Units.as_view(), name="units"),
    path("<slug:code>/", api.OneUnit.as_view(), name="unit"),
    path("<slug:code>/modules/", api.ModulesOfUnit.as_view(), name="modules"),
    path("<slug:code>/<slug:act>/", own_transactions(api.UnitAct.as_view()), name="act"),
]
