"""The unit's tree, who is in charge of what and who stands in for whom, for programs."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, operation
from core.people.job_api import DayFilters, DaySerializer, JobSerializer
from core.people.models import Substitution
from core.people.models.dated import day_after
from core.people.services.charges import put_in_charge, relieve
from core.people.services.substitutes import StandIn, end_substitution, name_substitute
from core.people.structure import DepartmentLine, departments_on, substitutions_on
from core.web.access import requires


class ChargeSerializer(serializers.Serializer[Any]):
    """Who is in charge; ``inherited`` of the department round it."""

    id = serializers.UUIDField(source="charge_id", read_only=True)
    member_id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    started_on = serializers.DateField(read_only=True)
    last_day = serializers.DateField(read_only=True, allow_null=True)
    inherited = serializers.BooleanField(read_only=True)


class DepartmentSerializer(serializers.Serializer[DepartmentLine]):
    """A department with its heads, deputies and the leader in charge."""

    id = serializers.UUIDField(source="department_id", read_only=True)
    parent_id = serializers.UUIDField(read_only=True, allow_null=True)
    name = serializers.CharField(read_only=True)
    people = serializers.IntegerField(read_only=True)
    heads = JobSerializer(many=True, read_only=True)
    deputies = JobSerializer(many=True, read_only=True)
    charge = ChargeSerializer(read_only=True, allow_null=True)


class PutInChargeSerializer(serializers.Serializer[Any]):
    """A leader, departments, and from which day to which last one."""

    member_id = serializers.UUIDField()
    department_ids = serializers.ListField(
        child=serializers.UUIDField(), min_length=1, max_length=200
    )
    on = serializers.DateField()
    last_day = serializers.DateField(required=False, allow_null=True, default=None)


class SubstitutionSerializer(serializers.Serializer[Substitution]):
    """Who acts for whom, on which days."""

    id = serializers.UUIDField(read_only=True)
    member_id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(source="member.name", read_only=True)
    substitute_id = serializers.UUIDField(read_only=True)
    substitute = serializers.CharField(source="substitute.name", read_only=True)
    kind = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)
    started_on = serializers.DateField(read_only=True)
    last_day = serializers.DateField(read_only=True, allow_null=True)


class StandInSerializer(serializers.Serializer[Any]):
    """Who is to act for whom; without a last day until further notice."""

    member_id = serializers.UUIDField()
    substitute_id = serializers.UUIDField()
    on = serializers.DateField()
    last_day = serializers.DateField(required=False, allow_null=True, default=None)
    reason = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")


class Departments(UnitAPIView):
    """The departments as a tree, each after the one it is in."""

    access = requires("people.view")

    @operation(answers=DepartmentSerializer, listed=True, filters=DayFilters)
    def get(self, _request: Request) -> Response:
        """List the departments of today, or of a day."""
        return self.results(departments_on(self.filters.get("on") or timezone.localdate()))


class Charges(UnitAPIView):
    """Dealing out departments to leaders."""

    access = requires("people.manage")

    @operation(takes=PutInChargeSerializer, status=204)
    def post(self, _request: Request) -> Response:
        """Put a leader in charge; whoever was in charge before is relieved."""
        wanted = {**self.body}
        until = day_after(wanted.pop("last_day"))
        put_in_charge(**wanted, until=until, by=self.person, at=timezone.now())
        return self.answer()


class EndedCharge(UnitAPIView):
    """The end of a charge."""

    access = requires("people.manage")

    @operation(takes=DaySerializer, status=204)
    def post(self, _request: Request, charge_id: UUID) -> Response:
        """Relieve the leader from a day on."""
        relieve(charge_id=charge_id, **self.body, by=self.person, at=timezone.now())
        return self.answer()


class Substitutions(UnitAPIView):
    """Who acts for whom, now and on coming days."""

    access = requires("people.view")

    @operation(answers=SubstitutionSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """List the substitutions that stand."""
        return self.results(substitutions_on(timezone.localdate()))


class NewSubstitution(UnitAPIView):
    """Naming a substitute."""

    access = requires("people.manage")

    @operation(takes=StandInSerializer, answers=SubstitutionSerializer, status=201)
    def post(self, _request: Request) -> Response:
        """Let one member act for another."""
        wanted = {**self.body}
        on, until = wanted.pop("on"), day_after(wanted.pop("last_day"))
        made = name_substitute(
            stand_in=StandIn(**wanted, until=until), on=on, by=self.person, at=timezone.now()
        )
        return self.answer(made)


class EndedSubstitution(UnitAPIView):
    """The end of a substitution."""

    access = requires("people.manage")

    @operation(takes=DaySerializer, status=204)
    def post(self, _request: Request, substitution_id: UUID) -> Response:
        """Let nobody act by it from a day on."""
        now = timezone.now()
        end_substitution(substitution_id=substitution_id, **self.body, by=self.person, at=now)
        return self.answer()
