"""The unit's people for programs: what the list of people shows, and no more."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, operation
from core.audit.public import note_reading
from core.people.models import Member
from core.people.scopes import member_seen, members_seen
from core.web.access import requires

#: The order of office; the last part is unique, as paging by key needs.
ORDER = ("rank_order", "started_on", "id")
#: What of a person is shown, as the trail names it.
_FIELDS = ("name", "title")


class PersonSerializer(serializers.Serializer[Member]):
    """One of the unit's people."""

    id = serializers.UUIDField(read_only=True)
    name = serializers.CharField(read_only=True)
    title = serializers.CharField(read_only=True)
    department = serializers.CharField(source="department.name", default="", read_only=True)
    has_left = serializers.SerializerMethodField()

    def get_has_left(self, member: Member) -> bool:
        """Whether the person does not work here any more."""
        return member.ended_on is not None


class PeopleFilters(serializers.Serializer[Any]):
    """What to look for among the people."""

    find = serializers.CharField(
        required=False, max_length=50, help_text="Part of name, pinyin, title or mobile."
    )


class People(UnitAPIView):
    """Everyone who works in the unit, in the order of office."""

    access = requires("people.view")

    @operation(answers=PersonSerializer, listed=True, filters=PeopleFilters)
    def get(self, _request: Request) -> Response:
        """List the unit's people; that they were read leaves a line."""
        note_reading(by=self.person, at=timezone.now(), subject="people:api", fields=_FIELDS)
        text = self.filters.get("find", "")
        return self.page(members_seen(self.person, text), order=ORDER)


class OnePerson(UnitAPIView):
    """One of the unit's people, left ones too."""

    access = requires("people.view")

    @operation(answers=PersonSerializer)
    def get(self, _request: Request, member_id: UUID) -> Response:
        """Show the person."""
        return self.answer(member_seen(self.person, member_id))
