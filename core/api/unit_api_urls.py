"""Addresses of the asker and of the unit's tokens, under ``/api/v1/u/<code>/``."""

from django.urls import path

from core.api import own

app_name = "unit_own_api"

urlpatterns = [
    path("me/", own.Asker.as_view(), name="me"),
    path("tokens/", own.TokensOfUnit.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", own.TokenOfUnit.as_view(), name="token"),
]
