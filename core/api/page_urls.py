"""Addresses of the pages on one's own tokens, under ``/account/tokens/``."""

from django.urls import path

from core.api import pages

app_name = "tokens"

urlpatterns = [
    path("", pages.token_list, name="list"),
    path("new/", pages.new_token, name="new"),
    path("revoke/", pages.revoke, name="revoke"),
]
