"""Addresses at the door and of one's own account; all of them are the city's."""

from django.urls import path

from core.identity.views import account, activate, landing, log_in, proofs, sessions

app_name = "identity"

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("posts/<uuid:post_id>/decline/", landing.decline, name="decline_post"),
    path("login/", log_in.log_in, name="log_in"),
    path("login/code/", log_in.second_step, name="second_step"),
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
]
