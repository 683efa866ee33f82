"""A question that fails costs its own part of the page, and nothing else."""

import time
from types import SimpleNamespace
from uuid import uuid4

import pluggy
import pytest
from django.db import connection, transaction

from core.context import open_unit
from core.contracts.pages import MenuItem, SearchResult
from core.contracts.people import Person
from core.errors import DomainError, ScopeNotOpen
from core.modules import fence
from core.modules import host as host_module
from core.modules.answers import Answer, FailureKind
from core.modules.faults import FAILURES_UNTIL_OFF, ask_again, faults_here
from core.modules.host import HooksRefused
from core.modules.models import ModuleFault
from core.modules.tests.conftest import plugin
from core.units.models import Unit

ALICE = Person(account_id=uuid4(), name="Alice")


def line(module, title="Line"):
    return MenuItem(title, f"{module}:list", f"{module}.view")


def says(*items):
    def menu_items(person):
        return items

    return plugin(menu_items)


def does(act):
    def menu_items(person):
        act()
        return []

    return plugin(menu_items)


@pytest.fixture
def asked(host, in_parks_with):
    """Asks ``one`` beside the well-behaved ``two``, in a page of its own."""

    def ask(one):
        host.register("one", one)
        host.register("two", says(line("two")))
        with in_parks_with("one", "two"):
            return host.ask("menu_items", person=ALICE)

    return ask


TWO = Answer("two", (line("two"),))


def test_each_active_module_answers_for_itself(asked):
    assert asked(says(line("one", "A"), line("one", "B"))) == [
        Answer("one", (line("one", "A"), line("one", "B"))),
        TWO,
    ]


def test_a_generator_is_taken_out(asked):
    def menu_items(person):
        yield line("one", person.name)

    assert asked(plugin(menu_items))[0].items == (line("one", "Alice"),)


def test_an_implementation_may_leave_out_arguments(asked):
    def menu_items():
        return [line("one")]

    assert asked(plugin(menu_items))[0].items == (line("one"),)


def test_a_module_that_is_not_active_in_the_unit_is_not_called(host, in_parks_with):
    called = []
    host.register("one", does(lambda: called.append(1)))

    with in_parks_with("two"):
        answers = host.ask("menu_items", person=ALICE)

    assert (answers, called) == ([], [])


def test_outside_a_unit_nobody_is_asked(host, city_db):
    with pytest.raises(ScopeNotOpen):
        host.ask("menu_items", person=ALICE)


@pytest.mark.parametrize(
    "error",
    [RuntimeError("no"), RecursionError(), MemoryError(), DomainError(), AssertionError()],
    ids=repr,
)
def test_a_raising_module_costs_only_its_own_part(asked, error):
    def act():
        raise error

    assert asked(does(act)) == [Answer("one", failure=FailureKind.RAISED), TWO]


def endless():
    while True:
        yield line("one")


@pytest.mark.parametrize(
    "junk",
    [
        "text",
        7,
        {"title": "x"},
        line("one"),
        [None],
        ["text"],
        [SearchResult("x", "/m/one/")],
        [MenuItem(7, "one:list", "one.view")],
        [MenuItem("x", "one:list", "one.view", badge=True)],
        [MenuItem("x", "other:list", "one.view")],
        [MenuItem("x", "one:list", "other.view")],
        [line("one")] * 101,
        endless(),
    ],
    ids=lambda junk: type(junk).__name__,
)
def test_junk_costs_only_its_own_part(asked, junk):
    def menu_items(person):
        return junk

    assert asked(plugin(menu_items)) == [Answer("one", failure=FailureKind.JUNK), TWO]


@pytest.mark.parametrize("nothing", [None, [], ()], ids=repr)
def test_nothing_to_say_is_no_failure(asked, nothing):
    def menu_items(person):
        return nothing

    assert asked(plugin(menu_items)) == [Answer("one"), TWO]


def test_an_error_of_the_database_leaves_the_page_its_transaction(asked):
    def act():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere")

    assert asked(does(act)) == [Answer("one", failure=FailureKind.RAISED), TWO]


def test_the_page_goes_on_in_its_transaction_after_a_failure(host, in_parks_with):
    def act():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    host.register("one", does(act))
    with in_parks_with("one") as unit:
        host.ask("menu_items", person=ALICE)

        assert Unit.objects.get(pk=unit.id).code == "parks"


def test_a_question_cannot_write(host, in_parks_with):
    def act():
        ModuleFault.objects.update(detail="changed")

    host.register("one", does(act))
    with in_parks_with("one"):
        [answer] = host.ask("menu_items", person=ALICE)

        assert answer.failure is FailureKind.RAISED
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            assert cursor.fetchone() == ("off",)


def test_a_slow_statement_is_ended_and_counted(asked, monkeypatch):
    monkeypatch.setattr(fence, "_RAISE", fence._RAISE.replace("= 1000", "= 20"))

    def act():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    started = time.monotonic()

    assert asked(does(act)) == [Answer("one", failure=FailureKind.SLOW), TWO]
    assert time.monotonic() - started < 2


def test_the_time_limit_does_not_outlive_the_question(host, in_parks_with):
    def act():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    host.register("one", does(act))
    with in_parks_with("one"), connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()
        host.ask("menu_items", person=ALICE)
        cursor.execute("SHOW statement_timeout")

        assert cursor.fetchone() == before


def test_a_slow_answer_is_shown_and_counted(asked, monkeypatch, parks):
    monkeypatch.setattr(host_module, "WALL_LIMIT_SECONDS", 0.01)

    def menu_items(person):
        time.sleep(0.02)
        return [line("one")]

    assert asked(plugin(menu_items))[0] == Answer("one", (line("one"),), FailureKind.SLOW)
    with open_unit(parks):
        assert faults_here().get().kind == "slow"


def test_a_transaction_block_left_open_is_closed_and_counted(host, in_parks_with):
    host.register("one", does(lambda: transaction.atomic().__enter__()))

    with in_parks_with("one") as unit:
        [answer] = host.ask("menu_items", person=ALICE)

        assert answer.failure is FailureKind.RAISED
        assert Unit.objects.filter(pk=unit.id).exists()


def test_what_a_question_leaves_for_after_the_commit_is_dropped(host, in_parks_with):
    done = []
    host.register("one", does(lambda: transaction.on_commit(lambda: done.append(1))))

    with in_parks_with("one"):
        host.ask("menu_items", person=ALICE)

    assert done == []


def test_a_failure_is_written_with_its_cause(asked, parks):
    def act():
        raise RuntimeError("the roof is open")

    asked(does(act))

    with open_unit(parks):
        fault = faults_here().get()
        assert (fault.module, fault.hook, fault.kind) == ("one", "menu_items", "raised")
        assert (fault.detail, fault.failures) == ("RuntimeError('the roof is open')", 1)


def failing(host, in_parks_with, times):
    called = []

    def menu_items(person):
        called.append(1)
        raise RuntimeError

    host.register("one", plugin(menu_items))
    for _ in range(times):
        with in_parks_with("one"):
            answers = host.ask("menu_items", person=ALICE)
    return len(called), answers


def test_after_so_many_failures_the_unit_no_longer_asks(host, in_parks_with):
    called, answers = failing(host, in_parks_with, FAILURES_UNTIL_OFF + 3)

    assert called == FAILURES_UNTIL_OFF
    assert answers == [Answer("one", failure=FailureKind.SWITCHED_OFF)]


def test_another_unit_goes_on_asking(host, in_parks_with, taxes):
    failing(host, in_parks_with, FAILURES_UNTIL_OFF)

    with open_unit(taxes):
        assert list(faults_here()) == []


def test_its_administrator_has_it_asked_again(host, in_parks_with):
    failing(host, in_parks_with, FAILURES_UNTIL_OFF)

    with in_parks_with("one"):
        assert ask_again(module="one") is True
        [answer] = host.ask("menu_items", person=ALICE)

    assert answer.failure is FailureKind.RAISED


def test_failures_far_apart_do_not_add_up(host, in_parks_with, parks):
    failing(host, in_parks_with, FAILURES_UNTIL_OFF - 1)
    with open_unit(parks):
        ModuleFault.objects.update(last_at="2020-01-01T00:00Z")

    failing(host, in_parks_with, 1)

    with open_unit(parks):
        assert faults_here().get().failures == 1


@pytest.mark.parametrize("name", ["menu_itens", "workbench"])
def test_a_misspelt_hook_refuses_the_module(host, name):
    def misspelt(person):
        return []

    misspelt.__name__ = name

    with pytest.raises(HooksRefused, match=name):
        host.register("one", plugin(misspelt))


def test_an_unknown_argument_refuses_the_module(host):
    def menu_items(nobody):
        return []

    with pytest.raises(HooksRefused, match="nobody"):
        host.register("one", plugin(menu_items))


def test_an_implementation_that_wraps_others_refuses_the_module(host):
    @pluggy.HookimplMarker("citydesk")(wrapper=True)
    def menu_items(person):
        return (yield)

    with pytest.raises(HooksRefused, match="wrapper"):
        host.register("one", SimpleNamespace(menu_items=menu_items))


def test_a_wrong_call_by_the_host_is_a_bug(host, in_parks_with):
    with in_parks_with(), pytest.raises(TypeError, match="menu_items"):
        host.ask("menu_items", someone=ALICE)
