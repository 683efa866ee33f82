"""Addresses of a unit's transfers, after ``/u/<code>/transfers/``."""

from django.urls import path

from core.transfers import views

app_name = "transfers"

urlpatterns = [
    path("", views.listing, name="listing"),
    path("plan/<uuid:member_id>/", views.plan, name="plan"),
    path("<uuid:transfer_id>/", views.one, name="one"),
    path("<uuid:transfer_id>/agree/", views.agree, name="agree"),
    path("<uuid:transfer_id>/decline/", views.decline, name="decline"),
    path("<uuid:transfer_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:transfer_id>/release/", views.let_go, name="release"),
]
