"""The document of the API and its page, under ``/api/``."""

from django.urls import path

from core.api.schema import views

app_name = "api"

urlpatterns = [
    path("schema/", views.schema, name="schema"),
    path("docs/", views.reference, name="reference"),
]
