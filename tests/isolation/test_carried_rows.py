"""Rows that travel from one unit's transaction into another's: ``WrongUnit`` for every use."""

import copy
import pickle

import pytest

from core.context import open_unit
from core.errors import WrongUnit
from core.people.models import Department


@pytest.fixture
def office(parks, lawn):
    """A row of Parks, read back with one field deferred and one key not followed."""
    with open_unit(parks):
        Department.objects.get_or_create(name="苗木组", parent=lawn)
        return Department.objects.defer("position").get(name="苗木组")


def _change_key(row):
    row.pk = None
    row.save()


def _copied(row):
    copy.copy(row).save()


def _pickled(row):
    pickle.loads(pickle.dumps(row)).save()


USES = {
    "save": lambda row: row.save(),
    "save one field": lambda row: row.save(update_fields=["name"]),
    "save under a new key": _change_key,
    "save a copy": _copied,
    "save a pickled copy": _pickled,
    "delete": lambda row: row.delete(),
    "refresh": lambda row: row.refresh_from_db(),
    "read a deferred field": lambda row: row.position,
    "follow a key": lambda row: row.parent,
    "follow a key back": lambda row: list(row.children.all()),
    "add by a key": lambda row: row.children.create(name="偷渡组"),
    "insert with others": lambda row: Department.objects.bulk_create([row]),
    "update with others": lambda row: Department.objects.bulk_update([row], ["name"]),
}


@pytest.mark.parametrize("use", USES)
def test_a_row_of_one_unit_is_refused_in_another(use, parks, taxes, office, ledger, names_in):
    with open_unit(parks):
        assert office.parent.name == "绿化股"
        deferred = ["position"] if "deferred" in use else []
        office = Department.objects.defer(*deferred).get(name="苗木组")

    with open_unit(taxes), pytest.raises(WrongUnit):
        USES[use](office)

    with open_unit(taxes):
        assert names_in() == ["账务股"]
    with open_unit(parks):
        assert Department.objects.filter(name="苗木组").count() == 1


def test_a_row_is_written_only_inside_a_transaction_of_its_unit(parks, office):
    with pytest.raises(WrongUnit):
        office.save()

    with open_unit(parks):
        office.save()


def test_a_row_made_outside_belongs_to_the_unit_that_first_saved_it(parks, taxes, names_in):
    made = Department(name="外来股")
    with open_unit(parks):
        made.save()
        assert "外来股" in names_in()

    with open_unit(taxes), pytest.raises(WrongUnit):
        made.save()
