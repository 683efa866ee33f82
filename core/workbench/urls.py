"""The workbench is the first page of a unit: ``/u/<code>/``."""

from django.urls import path

from core.workbench.views import boxes, presort, swipe

app_name = "workbench"

urlpatterns = [
    path("", boxes.home, name="home"),
    path("inbox/<uuid:item_id>/", boxes.open_item, name="open"),
    path("inbox/one-by-one/", swipe.swipe, name="swipe"),
    path("presort/<uuid:leader_id>/", presort.presort, name="presort"),
    path("secretaries/", presort.secretaries, name="secretaries"),
    path("secretaries/<uuid:appointment_id>/end/", presort.end, name="end_secretary"),
]
