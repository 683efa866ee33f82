"""Addresses of the API, under ``/api/v1/u/<code>/m/bulletin/``."""

from django.urls import path

from plugins.optional.bulletin import api

urlpatterns = [
    path("notices/", api.Notices.as_view(), name="notices"),
    path("notices/new/", api.NewNotice.as_view(), name="new_notice"),
    path("notices/<uuid:notice_id>/", api.OneNotice.as_view(), name="notice"),
    path("notices/<uuid:notice_id>/read/", api.Reading.as_view(), name="reading"),
    path("notices/<uuid:notice_id>/withdraw/", api.Withdrawal.as_view(), name="withdrawal"),
    path("notices/<uuid:notice_id>/readers/", api.ReadersOfNotice.as_view(), name="readers"),
]
