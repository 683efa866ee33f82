"""Addresses of the API of people, after ``/api/v1/u/<code>/people/``."""

from django.urls import path

from core.people import api

app_name = "people"

urlpatterns = [
    path("", api.People.as_view(), name="members"),
    path("<uuid:member_id>/", api.OnePerson.as_view(), name="member"),
]
