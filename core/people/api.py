"""The unit's people for programs: what the list of people shows, and no more."""

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView
from core.errors import NotFound
from core.people.public import MemberLine, active_people, people_by_id
from core.web.access import requires


class People(UnitAPIView):
    """Everyone who works in the unit, in the order of office."""

    access = requires("people.view")

    def get(self, _request: Request) -> Response:
        """The list."""
        return Response({"results": [_shown(line) for line in active_people()]})


class OnePerson(UnitAPIView):
    """One of the unit's people."""

    access = requires("people.view")

    def get(self, _request: Request, member_id: UUID) -> Response:
        """The person; one of another unit is not there."""
        found = people_by_id([member_id])
        if member_id not in found:
            raise NotFound
        return Response(_shown(found[member_id]))


def _shown(line: MemberLine) -> dict[str, Any]:
    return {
        "id": line.member_id,
        "name": line.name,
        "title": line.title,
        "department": line.department,
        "has_left": line.has_left,
    }
