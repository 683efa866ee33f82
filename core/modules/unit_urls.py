"""Where the page of the unit stands inside it."""

from django.urls import path

from core.modules.unit_page import unit_page

app_name = "unit"

urlpatterns = [path("", unit_page, name="page")]
