"""Posts, departments, charges, substitutes and leaving for programs; as the pages have them."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, operation
from core.people.by_day import JobLine, jobs_ever, line_of
from core.people.models import Job, JobKind, Standing
from core.people.selectors import member_of
from core.people.services.jobs import JobFacts, appoint, change_job, end_job, make_main
from core.people.services.leaving import (
    MatterGroup,
    Successors,
    close_member,
    open_matters_of,
)
from core.web.access import requires


class DayFilters(serializers.Serializer[Any]):
    """A day to look at."""

    on = serializers.DateField(required=False, help_text="As of this day; without it, all.")


class JobSerializer(serializers.Serializer[JobLine]):
    """Somebody in a post."""

    id = serializers.UUIDField(source="job_id", read_only=True)
    member_id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    department_id = serializers.UUIDField(read_only=True, allow_null=True)
    department = serializers.CharField(read_only=True)
    standing = serializers.ChoiceField(choices=Standing.choices, read_only=True)
    presides = serializers.BooleanField(read_only=True)
    kind = serializers.ChoiceField(choices=JobKind.choices, read_only=True)
    is_main = serializers.BooleanField(read_only=True)
    rank_order = serializers.IntegerField(read_only=True)
    started_on = serializers.DateField(read_only=True)
    last_day = serializers.DateField(read_only=True, allow_null=True)
    planned_until = serializers.DateField(read_only=True, allow_null=True)


class JobFactsSerializer(serializers.Serializer[Any]):
    """What an appointment says, and the day on which it takes effect."""

    on = serializers.DateField(help_text="Today or earlier.")
    title = serializers.CharField(max_length=50)
    department_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    standing = serializers.ChoiceField(choices=Standing.choices, default=Standing.OTHER)
    presides = serializers.BooleanField(default=False)
    kind = serializers.ChoiceField(choices=JobKind.choices, default=JobKind.OWN)
    rank_order = serializers.IntegerField(min_value=1, max_value=9999, default=500)
    planned_until = serializers.DateField(required=False, allow_null=True, default=None)


class DaySerializer(serializers.Serializer[Any]):
    """The day on which an act takes effect."""

    on = serializers.DateField(help_text="Today or earlier.")


class MatterSerializer(serializers.Serializer[Any]):
    """One thing that is open; ``url`` is a path inside the unit."""

    reference = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    step = serializers.CharField(read_only=True)
    url = serializers.CharField(read_only=True)


class MatterGroupSerializer(serializers.Serializer[MatterGroup]):
    """Open matters of one kind, which go to one successor together."""

    key = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    must_be_handed_over = serializers.BooleanField(source="required", read_only=True)
    matters = MatterSerializer(many=True, read_only=True)


class SuccessorsSerializer(serializers.Serializer[Any]):
    """Who takes over: everything to one member, or by the key of a group."""

    everything = serializers.UUIDField(required=False, allow_null=True, default=None)
    by_group = serializers.DictField(child=serializers.UUIDField(), required=False, default=dict)


class PersonsJobs(UnitAPIView):
    """The posts of one of the unit's people."""

    access = requires("people.view")

    @operation(answers=JobSerializer, listed=True, filters=DayFilters)
    def get(self, _request: Request, member_id: UUID) -> Response:
        """List the posts held, ever or on a day."""
        member_of(member_id)
        lines, on = jobs_ever(member_id), self.filters.get("on")
        return self.results([line for line in lines if on is None or line.holds_on(on)])


class Appointments(UnitAPIView):
    """Appointing one of the unit's people to a post."""

    access = requires("people.manage")

    @operation(takes=JobFactsSerializer, answers=JobSerializer, status=201)
    def post(self, _request: Request, member_id: UUID) -> Response:
        """Appoint the member to a further post."""
        on, facts = _facts(self.body)
        now = timezone.now()
        job = appoint(member_id=member_id, facts=facts, on=on, by=self.person, at=now)
        return self.answer(line_of(job))


class OneJob(UnitAPIView):
    """A post that somebody holds."""

    access = requires("people.manage")

    @operation(takes=JobFactsSerializer, answers=JobSerializer)
    def put(self, _request: Request, job_id: UUID) -> Response:
        """Let the post be another one from a day on."""
        on, facts = _facts(self.body)
        now = timezone.now()
        job = change_job(job_id=job_id, facts=facts, on=on, by=self.person, at=now)
        return self.answer(line_of(job))


class MainJob(UnitAPIView):
    """Which of several posts lists and papers show."""

    access = requires("people.manage")

    @operation(takes=DaySerializer, answers=JobSerializer)
    def post(self, _request: Request, job_id: UUID) -> Response:
        """Let the post be the main one from a day on."""
        job = make_main(job_id=job_id, **self.body, by=self.person, at=timezone.now())
        return self.answer(line_of(job))


class EndedJob(UnitAPIView):
    """Removal from a post."""

    access = requires("people.manage")

    @operation(takes=DaySerializer, answers=JobSerializer)
    def post(self, _request: Request, job_id: UUID) -> Response:
        """Remove the member from the post."""
        end_job(job_id=job_id, **self.body, by=self.person, at=timezone.now())
        return self.answer(line_of(Job.objects.get(pk=job_id)))


class Leaving(UnitAPIView):
    """What one of the unit's people has open, and letting the person leave (R57)."""

    access = requires("people.manage")

    @operation(answers=MatterGroupSerializer, listed=True)
    def get(self, _request: Request, member_id: UUID) -> Response:
        """List what is open, what must be handed over first."""
        return self.results(open_matters_of(member_of(member_id)))

    @operation(takes=SuccessorsSerializer, status=204)
    def post(self, _request: Request, member_id: UUID) -> Response:
        """Hand over what is open and close the member, in one act."""
        close_member(
            member_id=member_id,
            by=self.person,
            at=timezone.now(),
            successors=Successors(**self.body),
        )
        return self.answer()


def _facts(body: dict[str, Any]) -> tuple[Any, JobFacts]:
    return body.pop("on"), JobFacts(**body)
