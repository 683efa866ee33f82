"""Fees for programs: the statement as the command prints it, and a unit's own."""

from rest_framework.request import Request
from rest_framework.response import Response

from billing.statement import statement
from core.api.public import UnitAPIView
from core.context import current_unit
from core.web.access import requires, requires_city


class AllFees(UnitAPIView):
    """All fees, or those of ``?unit=CODE``, with their sums."""

    access = requires_city("city.fees")

    def get(self, request: Request) -> Response:
        """The statement."""
        return Response(statement(request.query_params.get("unit")).as_json())


class OwnFees(UnitAPIView):
    """What the unit whose API it is owes."""

    access = requires("fees.view")

    def get(self, _request: Request) -> Response:
        """The unit's own statement."""
        return Response(statement(current_unit().code).as_json())
