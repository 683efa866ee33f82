"""The workbench is the first page of a unit: ``/u/<code>/``."""

from django.urls import path

from core.workbench.views import boxes

app_name = "workbench"

urlpatterns = [
    path("", boxes.home, name="home"),
    path("inbox/<uuid:item_id>/", boxes.open_item, name="open"),
]
