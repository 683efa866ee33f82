"""Querysets that travel from one unit's transaction into another's: ``WrongUnit`` everywhere."""

import pickle

import pytest
from django.db.models import Count, Exists, F, Prefetch, Subquery

from core.context import open_city, open_unit
from core.errors import ScopeNotOpen, WrongUnit
from core.people.models import Department

#: Every way to get at rows that a queryset has fetched already.
KEPT = {
    "len": len,
    "bool": bool,
    "list": list,
    "index": lambda rows: rows[0],
    "slice": lambda rows: rows[:1],
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Department(name="绿化股")),
    "iter": lambda rows: next(iter(rows)),
    "repr": repr,
    "pickle": pickle.dumps,
}

#: Every way to make a queryset ask the database, or to build on it.
ASKED = {
    "list": list,
    "get": lambda lazy: lazy.get(name="绿化股"),
    "first": lambda lazy: lazy.first(),
    "last": lambda lazy: lazy.last(),
    "count": lambda lazy: lazy.count(),
    "exists": lambda lazy: lazy.exists(),
    "aggregate": lambda lazy: lazy.aggregate(Count("pk")),
    "in_bulk": lambda lazy: lazy.in_bulk(),
    "values": lambda lazy: list(lazy.values("name")),
    "values_list": lambda lazy: list(lazy.values_list("name", flat=True)),
    "iterator": lambda lazy: list(lazy.iterator()),
    "explain": lambda lazy: lazy.explain(),
    "filter": lambda lazy: lazy.filter(name="绿化股"),
    "exclude": lambda lazy: lazy.exclude(name="账务股"),
    "annotate": lambda lazy: lazy.annotate(Count("members")),
    "select_related": lambda lazy: lazy.select_related("parent"),
    "lock": lambda lazy: lazy.select_for_update(),
    "update": lambda lazy: lazy.update(name=F("name")),
    "delete": lambda lazy: lazy.delete(),
    "create": lambda lazy: lazy.create(name="新股"),
    "union": lambda lazy: list(lazy.union(Department.objects.all())),
    "united": lambda lazy: list(Department.objects.union(lazy)),
    "both": lambda lazy: list(Department.objects.all() | lazy),
    "in": lambda lazy: list(Department.objects.filter(pk__in=lazy)),
    "in values": lambda lazy: list(Department.objects.exclude(pk__in=lazy.values("pk"))),
    "subquery": lambda lazy: Subquery(lazy.values("pk")[:1]),
    "exists in": lambda lazy: list(Department.objects.filter(Exists(lazy))),
    "prefetch": lambda lazy: list(
        Department.objects.prefetch_related(Prefetch("children", queryset=lazy))
    ),
}


@pytest.mark.parametrize("way", KEPT)
def test_rows_that_were_fetched_are_not_shown_to_another_unit(way, parks, taxes, lawn, ledger):
    with open_unit(parks):
        rows = Department.objects.filter(pk=lawn.pk)
        assert [row.name for row in rows] == ["绿化股"]
        KEPT[way](rows)

    for scope in (open_unit(taxes), open_city()):
        with scope, pytest.raises(WrongUnit):
            KEPT[way](rows)
    with pytest.raises(WrongUnit):
        KEPT[way](rows)


@pytest.mark.parametrize("way", ASKED)
def test_a_lazy_queryset_is_neither_run_nor_built_upon_in_another_unit(
    way, parks, taxes, lawn, ledger, names_in
):
    with open_unit(parks):
        lazy = Department.objects.filter(pk=lawn.pk)

    with open_unit(taxes), pytest.raises(WrongUnit):
        ASKED[way](lazy)

    with open_unit(taxes):
        assert names_in() == ["账务股"]


HALF_READ = {
    "queryset": iter,
    "iterator": lambda rows: rows.iterator(),
    "server side": lambda rows: rows.iterator(chunk_size=1),
    "values": lambda rows: rows.values_list("name").iterator(),
    "raw": lambda _: iter(Department.objects.raw("SELECT * FROM department")),
    "raw iterator": lambda _: Department.objects.raw("SELECT * FROM department").iterator(),
}


@pytest.mark.parametrize("way", HALF_READ)
def test_a_half_read_loop_does_not_go_on_in_another_unit(way, parks, taxes, lawn, ledger):
    with open_unit(parks):
        Department.objects.get_or_create(name="苗圃股")
        assert len(list(HALF_READ[way](Department.objects.all()))) == 2
        loop = HALF_READ[way](Department.objects.all())
        next(loop)

    with open_unit(taxes), pytest.raises(WrongUnit):
        next(loop)


def test_a_raw_queryset_is_refused_in_another_unit(parks, taxes, lawn, ledger):
    with open_unit(parks):
        lazy = Department.objects.raw("SELECT * FROM department")
        fetched = Department.objects.raw("SELECT * FROM department")
        assert len(fetched) > 0

    with open_unit(taxes):
        reads = (
            lambda: list(lazy),
            lambda: list(fetched),
            lambda: len(fetched),
            lambda: list(lazy.prefetch_related("children")),
        )
        for read in reads:
            with pytest.raises(WrongUnit):
                read()


def test_a_queryset_made_outside_belongs_to_the_unit_that_first_used_it(parks, taxes, lawn, ledger):
    choices = Department.objects.filter(pk__in=[lawn.pk, ledger.pk])
    with pytest.raises(ScopeNotOpen):
        list(choices)

    with open_unit(parks):
        assert [row.name for row in choices.all()] == ["绿化股"]
    with open_unit(taxes):
        assert [row.name for row in choices.all()] == ["账务股"]
        assert [row.name for row in choices] == ["账务股"]
    with open_unit(parks), pytest.raises(WrongUnit):
        len(choices)


def test_a_pickled_queryset_knows_its_unit(parks, taxes, lawn, ledger):
    with open_unit(parks):
        kept = pickle.dumps(Department.objects.filter(pk=lawn.pk))
        assert [row.name for row in pickle.loads(kept)] == ["绿化股"]

    with open_unit(taxes), pytest.raises(WrongUnit):
        list(pickle.loads(kept))


def test_rows_prefetched_for_one_unit_are_not_shown_to_another(parks, taxes, lawn, ledger):
    with open_unit(parks):
        Department.objects.get_or_create(name="苗木组", parent=lawn)
        office = Department.objects.prefetch_related("children").get(pk=lawn.pk)
        assert [row.name for row in office.children.all()] == ["苗木组"]

    with open_unit(taxes):
        for read in (
            lambda: list(office.children.all()),
            office.children.count,
            lambda: office.children.filter(name="苗木组"),
        ):
            with pytest.raises(WrongUnit):
                read()
