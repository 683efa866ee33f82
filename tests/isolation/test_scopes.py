"""One transaction, one scope: nesting, bare transactions, callbacks, signals, generators, SQL."""

from contextvars import copy_context

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models.signals import post_save

from core.context import current_scope, current_unit, open_city, open_unit
from core.errors import ScopeChanged, ScopeNotOpen, WrongUnit
from core.people.models import Department
from core.units.models import Unit


def test_a_scope_nests_only_in_itself(parks, taxes, lawn, names_in):
    with open_unit(parks):
        for other in (open_unit(taxes), open_city()):
            with pytest.raises(ScopeChanged), other:
                pytest.fail("entered")
        with open_unit(parks):
            assert names_in() == ["绿化股"]
    with open_city():
        with pytest.raises(ScopeChanged), open_unit(parks):
            pytest.fail("entered")
        with open_city():
            assert Unit.objects.filter(code="parks").exists()


def test_a_bare_transaction_reads_nothing_and_cannot_become_a_units(parks, lawn, names_in):
    with transaction.atomic():
        with pytest.raises(ScopeNotOpen):
            names_in()
        with pytest.raises(ScopeChanged), open_unit(parks):
            pytest.fail("entered")


def test_nothing_of_a_scope_is_left_on_the_connection(parks, lawn, names_in):
    with open_unit(parks):
        assert names_in() == ["绿化股"]

    with connection.connection.cursor() as bare:
        bare.execute("SELECT current_user = session_user, current_setting('search_path')")
        assert bare.fetchone() == (True, '"$user", public')


def test_code_on_commit_runs_outside_and_opens_its_own(parks, taxes, lawn, ledger, names_in):
    seen = []

    def read():
        seen.append(current_scope())
        with pytest.raises(ScopeNotOpen):
            names_in()
        for unit in (taxes, parks):
            with open_unit(unit):
                seen.extend(names_in())
        with open_city():
            seen.append(Unit.objects.get(code="taxes").code)

    with open_unit(parks), open_unit(parks):
        transaction.on_commit(read)
        assert seen == []

    assert seen == [None, "账务股", "绿化股", "taxes"]
    assert current_scope() is None


def test_code_on_commit_is_forgotten_with_its_transaction(parks):
    ran = []
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        transaction.on_commit(lambda: ran.append(1))
        raise ZeroDivisionError

    assert ran == []


def test_a_signal_cannot_write_into_another_unit(parks, taxes, ledger, names_in):
    def copy_to_taxes(instance, **_):
        with open_unit(taxes):
            Department.objects.create(name=instance.name)

    post_save.connect(copy_to_taxes, sender=Department)
    try:
        with pytest.raises(ScopeChanged), open_unit(parks):
            Department.objects.create(name="信号股")
    finally:
        post_save.disconnect(copy_to_taxes, sender=Department)

    for unit in (parks, taxes):
        with open_unit(unit):
            assert "信号股" not in names_in()


def test_a_context_captured_in_one_unit_does_not_run_in_anothers_transaction(
    parks, taxes, lawn, ledger, names_in
):
    """An event loop runs callbacks in the context in which they were made."""
    with open_unit(parks):
        captured = copy_context()

    with open_unit(taxes):
        assert names_in() == ["账务股"]
        with pytest.raises(WrongUnit):
            captured.run(names_in)
        assert names_in() == ["账务股"]


def test_a_generator_that_holds_its_scope_holds_every_other_off(parks, taxes, lawn, ledger):
    def rows(unit):
        with open_unit(unit):
            yield from Department.objects.values_list("name", flat=True)
            yield "end"

    first, second = rows(parks), rows(taxes)
    assert next(first) == "绿化股"
    with pytest.raises(ScopeChanged):
        next(second)
    first.close()

    assert current_scope() is None
    assert list(rows(taxes)) == ["账务股", "end"]


def test_a_generator_that_outlives_its_outer_scope_undoes_it_and_poisons_nothing(
    parks, taxes, lawn, ledger, names_in
):
    def rows():
        with open_unit(parks):
            Department.objects.create(name="半途股")
            yield

    with pytest.raises(ScopeNotOpen), open_unit(parks):
        loop = rows()
        next(loop)  # its savepoint is still open when the transaction ends

    for unit, expected in ((taxes, ["账务股"]), (parks, ["绿化股"])):
        with open_unit(unit):
            assert names_in() == expected
    with open_unit(taxes):
        loop.close()
        assert current_unit() == taxes
        assert names_in() == ["账务股"]
    assert current_scope() is None


BY_HAND = {
    "by name": 'SELECT name FROM "{taxes}".department',
    "by path": 'SET LOCAL search_path = "{taxes}"; SELECT name FROM department',
    "insert": """INSERT INTO "{taxes}".department (id, name, position)
                 VALUES (gen_random_uuid(), '偷渡股', 0)""",
    "truncate": 'TRUNCATE "{taxes}".department',
    "drop": 'DROP SCHEMA "{taxes}" CASCADE',
    "make a table": "CREATE TABLE city.mine (id int)",
    "make a temporary table": "CREATE TEMP TABLE department (id int)",
    "make a view": "CREATE VIEW mine AS SELECT 1",
    "copy to a program": "COPY department TO PROGRAM 'cat'",
    "statistics": "SELECT most_common_vals FROM pg_stats WHERE schemaname = '{taxes}'",
    "grant": 'GRANT USAGE ON SCHEMA "{taxes}" TO current_user',
}


@pytest.mark.parametrize("way", BY_HAND)
def test_sql_by_hand_does_not_reach_another_unit(way, parks, taxes, lawn, ledger, names_in):
    """The role stops mistakes. It does not stop SQL that takes another role: SECURITY.md."""
    refused = "permission denied|does not exist|must be owner|no schema|must be superuser"

    with pytest.raises(ProgrammingError, match=refused), open_unit(parks):
        connection.cursor().execute(BY_HAND[way].format(taxes=taxes.schema))

    with open_unit(taxes):
        assert names_in() == ["账务股"]


def test_a_reset_role_has_no_rights_left(parks, lawn, names_in):
    with pytest.raises(ProgrammingError, match="does not exist"), open_unit(parks):
        connection.cursor().execute("RESET ROLE")
        names_in()
