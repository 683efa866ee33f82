"""Addresses of the module, under ``/u/<code>/m/bulletin/``."""

from django.urls import path

from plugins.optional.bulletin import views

urlpatterns = [
    path("", views.notice_list, name="list"),
    path("new/", views.new_notice, name="new"),
    path("<uuid:notice_id>/", views.notice_page, name="notice"),
    path("<uuid:notice_id>/read/", views.confirm, name="confirm"),
    path("<uuid:notice_id>/withdraw/", views.take_back, name="withdraw"),
]
