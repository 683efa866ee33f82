"""The inbox over all units of a person stands among the city's pages."""

from django.urls import path

from core.inbox import views

app_name = "inbox"

urlpatterns = [
    path("inbox/", views.all_units, name="all_units"),
]
