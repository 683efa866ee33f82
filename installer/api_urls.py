"""Addresses of the API of a unit's own modules, after ``/api/v1/u/<code>/modules/``."""

from django.urls import path

from core.web.scope import own_transactions
from installer import api

app_name = "unit_modules"

urlpatterns = [
    path("", api.OwnModules.as_view(), name="modules"),
    path("<slug:name>/<slug:act>/", own_transactions(api.OwnModuleAct.as_view()), name="act"),
]
