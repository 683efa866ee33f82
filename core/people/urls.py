"""Addresses of the unit's people, after ``/u/<code>/people/``."""

from django.urls import path

from core.people.views import (
    departments,
    guise,
    leaving,
    members,
    outside,
    portfolio,
    posts,
    roles,
    substitutes,
)

app_name = "people"

urlpatterns = [
    path("", members.listing, name="members"),
    path("add/", members.add, name="add"),
    path("<uuid:member_id>/", members.edit, name="edit"),
    path("<uuid:member_id>/leave/", leaving.leave, name="leave"),
    path("<uuid:member_id>/posts/", posts.page, name="posts"),
    path("<uuid:member_id>/posts/add/", posts.add, name="add_job"),
    path("posts/<uuid:job_id>/", posts.edit, name="job"),
    path("posts/<uuid:job_id>/end/", posts.end, name="end_job"),
    path("posts/<uuid:job_id>/main/", posts.main, name="main_job"),
    path("as/", guise.choose, name="guise"),
    path("portfolio/", portfolio.listing, name="portfolio"),
    path("portfolio/deal-out/", portfolio.deal_out, name="deal_out"),
    path("portfolio/<uuid:charge_id>/end/", portfolio.end_charge, name="end_charge"),
    path("substitutes/", substitutes.substitutes, name="substitutes"),
    path("substitutes/add/", substitutes.stand_in, name="stand_in"),
    path(
        "substitutes/<uuid:substitution_id>/end/",
        substitutes.end_substitute,
        name="end_substitute",
    ),
    path("<uuid:member_id>/code/", members.fresh_code, name="code"),
    path("<uuid:member_id>/reset/", outside.reset, name="reset"),
    path("slips/", outside.slips, name="slips"),
    path("proposals/", outside.proposals, name="proposals"),
    path("proposals/answer/", outside.answer, name="answer_proposals"),
    path("departments/", departments.listing, name="departments"),
    path("departments/shift/", departments.shift, name="shift_departments"),
    path("departments/<uuid:department_id>/", departments.edit, name="department"),
    path("departments/<uuid:department_id>/move/", departments.move, name="move_department"),
    path("departments/<uuid:department_id>/close/", departments.close, name="close_department"),
    path("roles/", roles.listing, name="roles"),
    path("roles/add/", roles.add, name="add_role"),
    path("roles/<uuid:role_id>/", roles.edit, name="role"),
    path("roles/<uuid:role_id>/drop/", roles.drop, name="drop_role"),
]
