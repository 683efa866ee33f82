"""The consoles for programs: units and their modules, for the city office and for a unit."""

from typing import Any

from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView
from core.context import open_city, open_unit
from core.errors import InvalidInput, NotFound
from core.web.access import requires, requires_city
from core.web.request import PersonRequest
from installer.module_words import states_in
from installer.modules.acts import carry_out, planned
from tenancy import fleet
from tenancy.fleet_words import as_json
from tenancy.selectors import Wanted, record_of, units_wanted

#: The most units that one answer holds.
MOST = 500

_STATE_ACTS = {"suspend": fleet.suspend, "restore": fleet.restore, "close": fleet.close}


class Units(UnitAPIView):
    """All units, filtered as on the page; ``after`` is the code of the last one of before."""

    access = requires_city("city.fleet")

    def get(self, request: Request) -> Response:
        """A page of the list, and where the next one begins."""
        units = units_wanted(Wanted.of(request.query_params.dict()))
        if after := request.query_params.get("after", ""):
            units = units.filter(code__gt=after)
        page = list(units.order_by("code")[: MOST + 1])
        following = page[MOST - 1].code if len(page) > MOST else None
        return Response({"results": [as_json(u) for u in page[:MOST]], "next": following})


class OneUnit(UnitAPIView):
    """One unit with its record."""

    access = requires_city("city.fleet")

    def get(self, _request: Request, code: str) -> Response:
        """The unit, its names, organs, modules and events."""
        record = record_of(code)
        return Response({**as_json(record.pop("unit")), **record})


class Reason(serializers.Serializer):
    """Why a unit's state is changed."""

    reason = serializers.CharField(max_length=200)


class UnitAct(UnitAPIView):
    """Suspend, restore or close a unit. Repeating it changes nothing; see ``own_transactions``."""

    access = requires_city("city.units")

    def post(self, request: Request, code: str, act: str) -> Response:
        """Carry out the act; ``changed`` is false where it was done before."""
        if act not in _STATE_ACTS:
            raise NotFound
        wanted = Reason(data=request.data)
        if not wanted.is_valid():
            raise InvalidInput(fields=wanted.errors)
        reason = wanted.validated_data["reason"]
        changed = _STATE_ACTS[act](code, reason=reason, by=self.person)
        with open_city():
            return Response({**as_json(record_of(code)["unit"]), "changed": bool(changed)})


class ModulesOfUnit(UnitAPIView):
    """The modules in one unit, as the city office sees them."""

    access = requires_city("city.fleet")

    def get(self, _request: Request, code: str) -> Response:
        """Each module with its state there."""
        return Response({"results": states_in(code).rows})


class OwnModules(UnitAPIView):
    """The modules of the unit whose API it is."""

    access = requires("modules.manage")

    def get(self, _request: Request) -> Response:
        """Each module with its state here."""
        return Response({"results": states_in(_unit(self.request._request).code).rows})


class OwnModuleAct(UnitAPIView):
    """Install, disable, enable, uninstall, purge or upgrade a module in the unit."""

    access = requires("modules.manage")

    def post(self, request: Request, name: str, act: str) -> Response:
        """Carry out the act, needed modules first; repeating it changes nothing."""
        unit = _unit(request._request)
        with open_unit(unit):
            plan = planned(name, act)
        carry_out(plan, unit.code, by=self.person)
        with open_unit(unit):
            rows = states_in(unit.code).rows
        return Response(_named(rows, name))


def _unit(request: HttpRequest | PersonRequest) -> Any:
    unit = getattr(request, "unit_row", None)
    if unit is None:
        raise NotFound
    return unit


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if row["name"] == name)
