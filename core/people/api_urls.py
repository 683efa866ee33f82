"""Addresses of the API of people, after ``/api/v1/u/<code>/people/``."""

from django.urls import path

from core.people import api, job_api, structure_api

app_name = "people"

urlpatterns = [
    path("", api.People.as_view(), name="members"),
    path("<uuid:member_id>/", api.OnePerson.as_view(), name="member"),
    path("<uuid:member_id>/jobs/", job_api.PersonsJobs.as_view(), name="jobs"),
    path("<uuid:member_id>/appointments/", job_api.Appointments.as_view(), name="appointments"),
    path("<uuid:member_id>/leaving/", job_api.Leaving.as_view(), name="leaving"),
    path("jobs/<uuid:job_id>/", job_api.OneJob.as_view(), name="job"),
    path("jobs/<uuid:job_id>/main/", job_api.MainJob.as_view(), name="main_job"),
    path("jobs/<uuid:job_id>/end/", job_api.EndedJob.as_view(), name="ended_job"),
    path("departments/", structure_api.Departments.as_view(), name="departments"),
    path("charges/", structure_api.Charges.as_view(), name="charges"),
    path("charges/<uuid:charge_id>/end/", structure_api.EndedCharge.as_view(), name="ended_charge"),
    path("substitutions/", structure_api.Substitutions.as_view(), name="substitutions"),
    path("substitutions/add/", structure_api.NewSubstitution.as_view(), name="new_substitution"),
    path(
        "substitutions/<uuid:substitution_id>/end/",
        structure_api.EndedSubstitution.as_view(),
        name="ended_substitution",
    ),
]
