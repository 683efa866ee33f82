"""Addresses at the door and of one's own account; all of them are the city's."""

from django.urls import path

from core.identity.views import (
    account,
    accounts,
    activate,
    authority,
    devices,
    landing,
    log_in,
    proofs,
    reset,
    sessions,
)

app_name = "identity"

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("posts/<uuid:post_id>/decline/", landing.decline, name="decline_post"),
    path("login/", log_in.log_in, name="log_in"),
    path("login/code/", log_in.second_step, name="second_step"),
    path("login/reset/", reset.reset, name="reset"),
    path("login/pin/", devices.unlock_page, name="unlock"),
    path("account/devices/bind/", devices.bind, name="bind_device"),
    path("account/devices/revoke/", devices.revoke, name="revoke_devices"),
    path("logout/", log_in.log_out, name="log_out"),
    path("activate/", activate.activate, name="activate"),
    path("activate/details/", activate.activate_details, name="activate_details"),
    path("account/password/", account.password, name="password"),
    path("account/second-factor/", account.second_factor, name="second_factor"),
    path(
        "account/second-factor/replace/",
        account.replace_second_factor,
        name="replace_second_factor",
    ),
    path("account/recovery-codes/", proofs.recovery_codes, name="recovery_codes"),
    path("account/confirm/", proofs.confirm, name="confirm"),
    path("account/sessions/", sessions.sessions, name="sessions"),
    path("account/sessions/others/end/", sessions.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/end/", sessions.end_chosen_sessions, name="end_sessions"),
    path("authority/requests/", authority.requests, name="requests"),
    path("authority/requests/decide/", authority.decide, name="decide_requests"),
    path("authority/resets/", authority.resets, name="resets"),
    path("authority/units/", authority.units, name="area_units"),
    path("authority/events/", authority.events, name="security_events"),
    path("authority/accounts/", accounts.accounts, name="accounts"),
    path("authority/accounts/<uuid:account_id>/", accounts.account, name="account"),
    path(
        "authority/accounts/<uuid:account_id>/<slug:act>/",
        accounts.act_on_account,
        name="act_on_account",
    ),
]
