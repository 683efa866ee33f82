"""A unit reads who is who; it changes nothing of it, and what was done to units stays closed."""

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg2 import sql

from core.context import open_city, open_unit
from core.units import models
from core.units.models import UnitEvent

READ_ONLY = (
    models.Unit,
    models.UnitName,
    models.Organ,
    models.OrganName,
    models.OrganGuidance,
    models.NumberCode,
    models.CollectiveName,
)
CLOSED = (
    models.UnitParent,
    models.UnitEvent,
    models.Onboarding,
    models.Reform,
    models.ReformStep,
)


def refused(statement, model):
    text = sql.SQL(statement).format(sql.Identifier(model._meta.db_table))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(text)
    return True


def test_units_read_the_directory_and_write_none_of_it(parks, imported):
    imported(())

    with open_unit(parks):
        for model in READ_ONLY:
            model.objects.count()
            assert refused("DELETE FROM {}", model)
            assert refused("UPDATE {} SET id = id", model)
            assert refused("INSERT INTO {} DEFAULT VALUES", model)


def test_units_see_every_unit_and_organ(parks, imported):
    imported(())

    with open_unit(parks):
        assert models.Unit.objects.count() == 4
        assert models.Organ.objects.count() == 4 + 4


def test_what_was_done_to_units_is_closed_to_them(parks):
    with open_unit(parks):
        for model in CLOSED:
            assert refused("SELECT FROM {}", model)


def test_events_are_kept_for_good(city_db, imported):
    imported(())
    with open_city():
        UnitEvent.objects.count()
        assert refused("DELETE FROM {}", UnitEvent)
        assert refused("UPDATE {} SET reason = ''", UnitEvent)
