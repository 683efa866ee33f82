"""The workbench over all units of a person, and what belongs to the account, stand in the city."""

from django.urls import path

from core.workbench.views import boxes, keeping, reading

app_name = "workbench"

urlpatterns = [
    path("inbox/", boxes.all_units, name="all_units"),
    path("inbox/read/", reading.mark, name="mark_read"),
    path("inbox/read/undo/", reading.undo, name="undo_read"),
    path("inbox/filters/", keeping.save, name="save_filter"),
    path("inbox/filters/<uuid:filter_id>/drop/", keeping.drop, name="drop_filter"),
]
