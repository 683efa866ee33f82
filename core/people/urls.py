"""Addresses of the unit's people, after ``/u/<code>/people/``."""

from django.urls import path

from core.people.views import departments, members, outside, roles

app_name = "people"

urlpatterns = [
    path("", members.listing, name="members"),
    path("add/", members.add, name="add"),
    path("<uuid:member_id>/", members.edit, name="edit"),
    path("<uuid:member_id>/close/", members.close, name="close"),
    path("<uuid:member_id>/code/", members.fresh_code, name="code"),
    path("<uuid:member_id>/reset/", outside.reset, name="reset"),
    path("slips/", outside.slips, name="slips"),
    path("proposals/", outside.proposals, name="proposals"),
    path("proposals/answer/", outside.answer, name="answer_proposals"),
    path("departments/", departments.listing, name="departments"),
    path("departments/<uuid:department_id>/", departments.edit, name="department"),
    path("departments/<uuid:department_id>/close/", departments.close, name="close_department"),
    path("roles/", roles.listing, name="roles"),
    path("roles/add/", roles.add, name="add_role"),
    path("roles/<uuid:role_id>/", roles.edit, name="role"),
    path("roles/<uuid:role_id>/drop/", roles.drop, name="drop_role"),
]
