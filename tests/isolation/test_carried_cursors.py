"""Cursors that outlive their transaction: ``WrongUnit``, in another unit and in their own."""

import io

import pytest
from django.db import connection, reset_queries

from core.context import open_unit
from core.errors import WrongUnit

USES = {
    "execute": lambda cursor: cursor.execute("SELECT name FROM department"),
    "execute many": lambda cursor: cursor.executemany("SELECT %s", [[1]]),
    "call": lambda cursor: cursor.callproc("pg_backend_pid"),
    "copy": lambda cursor: cursor.copy_expert("COPY department TO STDOUT", io.StringIO()),
    "fetch one": lambda cursor: cursor.fetchone(),
    "fetch many": lambda cursor: cursor.fetchmany(1),
    "fetch all": lambda cursor: cursor.fetchall(),
    "iterate": lambda cursor: next(iter(cursor)),
    "scroll": lambda cursor: cursor.scroll(0),
}


@pytest.fixture(params=[False, True], ids=["quiet", "logging"])
def carried(request, parks, lawn, ledger):
    """A cursor of Parks with a row waiting in it, after its transaction."""
    connection.force_debug_cursor = request.param
    with open_unit(parks):
        cursor = connection.cursor()
        cursor.execute("SELECT name FROM department")
        assert cursor.fetchall() == [("绿化股",)]
        cursor.execute("SELECT name FROM department")
    yield cursor
    cursor.close()
    connection.force_debug_cursor = False
    reset_queries()


@pytest.mark.parametrize("use", USES)
def test_a_cursor_is_refused_after_its_transaction(use, carried, parks, taxes):
    for scope in (open_unit(taxes), open_unit(parks)):
        with scope, pytest.raises(WrongUnit):
            USES[use](carried)
    with pytest.raises(WrongUnit):
        USES[use](carried)


def test_a_half_read_cursor_does_not_go_on_in_another_unit(parks, taxes, lawn):
    with open_unit(parks), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM department, generate_series(1, 3)")
        rows = iter(cursor)
        assert next(rows) == ("绿化股",)

    with open_unit(taxes), pytest.raises(WrongUnit):
        next(rows)


def test_a_server_side_cursor_is_refused_in_another_unit(parks, taxes, lawn):
    with open_unit(parks):
        cursor = connection.chunked_cursor()
        cursor.execute("SELECT name FROM department, generate_series(1, 3)")
        assert cursor.fetchone() == ("绿化股",)

    with open_unit(taxes), pytest.raises(WrongUnit):
        cursor.fetchmany(2)


def test_a_cursor_works_through_savepoints_of_its_own_transaction(parks, lawn):
    with open_unit(parks):
        cursor = connection.cursor()
        with open_unit(parks):
            cursor.execute("SELECT name FROM department")
        assert cursor.fetchall() == [("绿化股",)]
