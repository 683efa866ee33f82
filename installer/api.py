"""The consoles for programs: units and their modules, for the city office and for a unit."""

from typing import Any

from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, operation
from core.context import open_city, open_unit
from core.errors import NotFound
from core.units.models import Unit
from core.web.access import requires, requires_city
from core.web.request import PersonRequest
from installer import api_shapes as shapes
from installer.module_words import states_in
from installer.modules.acts import carry_out, planned
from tenancy import fleet
from tenancy.fleet_words import as_json
from tenancy.selectors import Wanted, record_of, units_wanted

_STATE_ACTS = {"suspend": fleet.suspend, "restore": fleet.restore, "close": fleet.close}


class Units(UnitAPIView):
    """All units of the city, filtered as on the page."""

    access = requires_city("city.fleet")

    @operation(answers=shapes.UnitSerializer, listed=True, filters=shapes.UnitFilters)
    def get(self, _request: Request) -> Response:
        """List units by their code."""
        words = {name: str(value or "") for name, value in self.filters.items()}
        return self.page(units_wanted(Wanted.of(words)), order=("code",))


class OneUnit(UnitAPIView):
    """One unit with its record."""

    access = requires_city("city.fleet")

    @operation(answers=shapes.UnitRecordSerializer)
    def get(self, _request: Request, code: str) -> Response:
        """Show the unit, its names, organs, modules and events."""
        return self.answer(_shown(**record_of(code)))


class UnitAct(UnitAPIView):
    """Suspend, restore or close a unit. Repeating it changes nothing; see ``own_transactions``."""

    access = requires_city("city.units")

    @operation(takes=shapes.ReasonSerializer, answers=shapes.ChangedUnitSerializer)
    def post(self, _request: Request, code: str, act: str) -> Response:
        """Carry out the act (`suspend`, `restore`, `close`)."""
        if act not in _STATE_ACTS:
            raise NotFound
        changed = _STATE_ACTS[act](code, reason=self.body["reason"], by=self.person)
        with open_city():
            return self.answer(_shown(record_of(code)["unit"], changed=bool(changed)))


class ModulesOfUnit(UnitAPIView):
    """The modules in one unit, as the city office sees them."""

    access = requires_city("city.fleet")

    @operation(answers=shapes.ModuleSerializer, listed=True)
    def get(self, _request: Request, code: str) -> Response:
        """List each module with its state there."""
        return self.results(states_in(code).rows)


class OwnModules(UnitAPIView):
    """The modules of the unit whose API it is."""

    access = requires("modules.manage")

    @operation(answers=shapes.ModuleSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """List each module with its state here."""
        return self.results(states_in(_unit(self.request._request).code).rows)


class OwnModuleAct(UnitAPIView):
    """Install, disable, enable, uninstall, purge or upgrade a module in the unit."""

    access = requires("modules.manage")

    @operation(answers=shapes.ModuleSerializer)
    def post(self, request: Request, name: str, act: str) -> Response:
        """Carry out the act, needed modules first; repeating it changes nothing."""
        unit = _unit(request._request)
        with open_unit(unit):
            plan = planned(name, act)
        carry_out(plan, unit.code, by=self.person)
        with open_unit(unit):
            rows = states_in(unit.code).rows
        return self.answer(_named(rows, name))


def _shown(unit: Unit, **record: Any) -> dict[str, Any]:
    """The unit with what is known of it, as the shapes read it."""
    return {**as_json(unit), "parent": unit.parent, **record}


def _unit(request: HttpRequest | PersonRequest) -> Any:
    unit = getattr(request, "unit_row", None)
    if unit is None:
        raise NotFound
    return unit


def _named(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(row for row in rows if row["name"] == name)
