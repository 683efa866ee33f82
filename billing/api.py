"""Fees for programs: the statement as the command prints it, and a unit's own."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.statement import statement
from core.api.public import UnitAPIView, operation
from core.context import current_unit
from core.web.access import requires, requires_city


class FeeSerializer(serializers.Serializer[Any]):
    """One fee; `module` null is the unit's admission, `amount_fen` null is "not set"."""

    unit = serializers.CharField()
    unit_name = serializers.CharField()
    module = serializers.CharField(allow_null=True)
    fee_class = serializers.CharField()
    amount_fen = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    rule = serializers.CharField()
    posted_at = serializers.DateTimeField()


class FeeTotalsSerializer(serializers.Serializer[Any]):
    """Sums in fen; `not_set` counts the fees without a price."""

    charged_fen = serializers.IntegerField()
    paid_fen = serializers.IntegerField()
    open_fen = serializers.IntegerField()
    not_set = serializers.IntegerField()


class StatementSerializer(serializers.Serializer[Any]):
    """Fees with their sums."""

    lines = FeeSerializer(many=True)
    totals = FeeTotalsSerializer()


class FeeFilters(serializers.Serializer[Any]):
    """Whose fees."""

    unit = serializers.CharField(required=False, max_length=32, help_text="Code of one unit.")


class AllFees(UnitAPIView):
    """All fees, or those of one unit, with their sums."""

    access = requires_city("city.fees")

    @operation(answers=StatementSerializer, filters=FeeFilters)
    def get(self, _request: Request) -> Response:
        """Show the statement."""
        return self.answer(statement(self.filters.get("unit")))


class OwnFees(UnitAPIView):
    """What the unit whose API it is owes."""

    access = requires("fees.view")

    @operation(answers=StatementSerializer)
    def get(self, _request: Request) -> Response:
        """Show the unit's own statement."""
        return self.answer(statement(current_unit().code))
