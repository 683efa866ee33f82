"""Addresses of a unit's own modules, under ``/u/<code>/modules/``."""

from django.urls import path

from installer.modules import acts, pages

app_name = "unit_modules"

urlpatterns = [
    path("", pages.module_list, name="list"),
    path("<slug:name>/", pages.module_page, name="module"),
    path("<slug:name>/ask-again/", pages.ask_module_again, name="ask_again"),
    path("<slug:name>/<slug:act>/", acts.act_page, name="act"),
]
