"""What the consoles' API takes and answers."""

from typing import Any

from rest_framework import serializers

from core.modules.models import InstallState
from core.units.kinds import Kind, Level, State


class UnitSerializer(serializers.Serializer[Any]):
    """A unit as in `citydesk units list --json`."""

    code = serializers.CharField()
    name = serializers.CharField()
    short_name = serializers.CharField()
    level = serializers.ChoiceField(choices=Level.choices)
    kind = serializers.ChoiceField(choices=Kind.choices)
    parent_code = serializers.CharField(source="parent.code", default=None, allow_null=True)
    division_code = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    fee_class = serializers.CharField()


class ChangedUnitSerializer(UnitSerializer):
    """A unit after an act; `changed` is false where the act had been done before."""

    changed = serializers.BooleanField()


class UnitNameSerializer(serializers.Serializer[Any]):
    """A name that the unit bears or bore."""

    name = serializers.CharField()
    short_name = serializers.CharField()
    valid_from = serializers.DateField(allow_null=True)
    valid_to = serializers.DateField(allow_null=True)


class OrganSerializer(serializers.Serializer[Any]):
    """An organ that the unit hosts."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    superior_code = serializers.CharField(source="superior__code", allow_null=True)


class UnitModuleSerializer(serializers.Serializer[Any]):
    """A module in the unit, as the ledger has it."""

    module = serializers.CharField()
    version = serializers.CharField()
    state = serializers.ChoiceField(choices=InstallState.choices)
    error = serializers.CharField()


class UnitEventSerializer(serializers.Serializer[Any]):
    """Something that was done to the unit."""

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    by = serializers.CharField()
    reason = serializers.CharField()


class UnitRecordSerializer(UnitSerializer):
    """A unit with everything on shared record about it."""

    provisioned_at = serializers.DateTimeField(allow_null=True)
    names = UnitNameSerializer(many=True)
    organs = OrganSerializer(many=True)
    onboarding = serializers.CharField(allow_null=True)
    modules = UnitModuleSerializer(many=True)
    events = UnitEventSerializer(many=True)


class UnitFilters(serializers.Serializer[Any]):
    """The filters of the fleet's page."""

    level = serializers.ChoiceField(required=False, choices=Level.choices)
    kind = serializers.ChoiceField(required=False, choices=Kind.choices)
    state = serializers.ChoiceField(required=False, choices=State.choices)
    county = serializers.RegexField("^[0-9]{6}$", required=False, help_text="First six digits.")
    unit = serializers.CharField(required=False, max_length=50, help_text="Part of the name.")
    failing = serializers.BooleanField(required=False, help_text="Only where something failed.")


class ReasonSerializer(serializers.Serializer[Any]):
    """Why a unit's state is changed."""

    reason = serializers.CharField(max_length=200)


class ModuleSerializer(serializers.Serializer[Any]):
    """A module and its state in one unit (`available` = could be installed)."""

    name = serializers.CharField()
    title = serializers.CharField()
    layer = serializers.CharField()
    version = serializers.CharField()
    state = serializers.CharField()
