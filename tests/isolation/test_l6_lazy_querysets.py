"""L6: a lazy queryset runs in whatever unit it is evaluated in. Here Python refuses it."""

import pytest

from core.context import open_unit
from core.errors import WrongUnit
from core.people.models import Department


def test_plain_django_tenants_reads_the_other_tenant(plain_leaks):
    assert plain_leaks["l6"] == ["a1"]


def test_a_queryset_built_in_one_unit_is_refused_in_another(parks, taxes, lawn, ledger):
    with open_unit(parks):
        lazy = Department.objects.filter(name__contains="股")
        assert [row.name for row in lazy.all()] == ["绿化股"]

    with open_unit(taxes), pytest.raises(WrongUnit):
        list(lazy)
