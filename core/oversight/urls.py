"""Addresses of the pages on units below; they are the city's."""

from django.urls import path

from core.oversight import views
from core.oversight.administration import end, grants

app_name = "oversight"

urlpatterns = [
    path("oversight/", views.mine, name="mine"),
    path("oversight/units/<slug:code>/<slug:what>/", views.unit, name="unit"),
    path("city/oversight/", grants, name="grants"),
    path("city/oversight/<uuid:grant_id>/end/", end, name="end"),
]
