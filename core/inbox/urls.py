"""The workbench is the first page of a unit: ``/u/<code>/``."""

from django.urls import path

from core.inbox import views

app_name = "inbox"

urlpatterns = [
    path("", views.workbench, name="workbench"),
]
