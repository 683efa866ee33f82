"""Addresses of the asker's own matters, under ``/api/v1/``."""

from django.urls import path

from core.api import own

app_name = "own_api"

urlpatterns = [
    path("me/", own.Asker.as_view(), name="me"),
    path("tokens/", own.OwnTokens.as_view(), name="tokens"),
    path("tokens/<uuid:token_id>/", own.OwnToken.as_view(), name="token"),
]
