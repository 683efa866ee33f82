"""Shared tables and unit tables never mix: apps, keys, names, managers."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from core.db.apps import CityApp, ModuleApp, UnitApp
from core.db.city import CityModel
from core.db.unit import UnitModel, UnitQuerySet
from core.settings.environment import PROJECT
from core.units.models import Unit

PLACES = {"city": CityApp, "unit": UnitApp, "module": ModuleApp}
ROOTS = ("core", "tenancy", "billing", "installer", "plugins")


def _placement(model):
    return getattr(apps.get_app_config(model._meta.app_label), "placement", "city")


def _models(*placements):
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if _placement(model) in placements]


def _keys_out(found, allowed):
    """The keys of the models that point at a table of another placement."""
    return [
        str(field)
        for model in found
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if _placement(field.related_model) not in allowed
    ]


def test_no_key_leads_from_a_unit_to_a_shared_table():
    assert _keys_out(_models("unit"), {"unit"}) == []
    assert _keys_out(_models("module"), {"unit", "module"}) == []


def test_no_key_leads_from_a_shared_table_into_a_unit():
    assert _keys_out(_models("city"), {"city"}) == []


@isolate_apps("core.people")
def test_such_a_key_would_be_found():
    class Straying(models.Model):
        unit = models.ForeignKey(Unit, on_delete=models.PROTECT)

        class Meta:
            app_label = "people"

    assert _keys_out([Straying], {"unit"}) == ["people.Straying.unit"]


def test_every_unit_row_remembers_its_unit():
    """A plain Django model or manager in a unit's app would escape the checks of carried rows."""
    for model in _models("unit", "module"):
        assert issubclass(model, UnitModel), model
        for manager in (*model._meta.managers, model._meta.base_manager):
            assert issubclass(manager._queryset_class, UnitQuerySet), (model, manager)


def test_every_shared_row_of_ours_declares_who_may_use_it():
    foreign = {"contenttypes", "tenancy", "django_tenants"}
    for model in _models("city"):
        if model._meta.app_label not in foreign:
            assert issubclass(model, CityModel), model


def test_no_table_name_stands_both_in_the_city_and_in_a_unit():
    shared = {model._meta.db_table for model in _models("city")}
    in_units = {model._meta.db_table for model in _models("unit", "module")}

    assert shared & in_units == set()


def test_no_name_of_the_catalogue_stands_both_in_the_city_and_in_a_unit(as_owner, parks):
    as_owner.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_class u USING (relname)"
        " WHERE c.relnamespace = 'city'::regnamespace AND u.relnamespace = %s::regnamespace",
        [parks.schema],
    )
    assert as_owner.fetchall() == []


@pytest.mark.parametrize("name", ["ddl", "owner"])
def test_only_tenancy_uses_the_other_ways_into_the_database(name):
    """They are not bound to a scope, so nothing but provisioning and module jobs may use them."""
    used = re.compile(rf"""(using\(|using=|connections\[)["']{name}["']""")
    found = {
        str(path.relative_to(PROJECT))
        for root in ROOTS
        for path in (PROJECT / root).rglob("*.py")
        if "tests" not in path.parts and used.search(path.read_text())
    }

    assert {path for path in found if Path(path).parts[0] != "tenancy"} <= {
        "installer/testing/cast.py",
        "installer/testing/cities.py",
        "installer/testing/plugin.py",
    }
