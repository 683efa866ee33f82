"""L7: ``sync_to_async(thread_sensitive=False)`` goes on in a thread that knows no tenant."""

import asyncio
import threading

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.exceptions import SynchronousOnlyOperation
from django.db import connection, connections

from core.context import current_unit, open_unit
from core.errors import ScopeNotOpen
from core.people.models import Department


def test_plain_django_tenants_reads_the_public_schema(plain_leaks):
    assert plain_leaks["l7"] == {"says": "public", "reads": ["public"]}


@pytest.fixture
def elsewhere(names_in):
    """Reads the departments and closes the connection of the thread it ran in."""

    def read():
        try:
            return names_in()
        finally:
            connections.close_all()

    return read


def test_a_thread_that_only_inherits_the_scope_is_refused(parks, lawn, elsewhere):
    """It carries the context variable, yet its connection holds no transaction."""
    with open_unit(parks):
        with pytest.raises(ScopeNotOpen):
            asyncio.run(sync_to_async(elsewhere, thread_sensitive=False)())
        with pytest.raises(ScopeNotOpen):
            asyncio.run(asyncio.to_thread(elsewhere))
        assert Department.objects.count() == 1


def test_the_sensitive_thread_works_in_the_callers_transaction(parks, lawn, ledger, names_in):
    async def through_async():
        return await sync_to_async(names_in, thread_sensitive=True)()

    with open_unit(parks):
        assert async_to_sync(through_async)() == ["绿化股"]


def test_the_sensitive_thread_of_a_bare_loop_is_refused(parks, lawn, elsewhere):
    with open_unit(parks), pytest.raises(ScopeNotOpen):
        asyncio.run(sync_to_async(elsewhere, thread_sensitive=True)())


@pytest.mark.parametrize("sensitive", [True, False])
def test_a_call_that_opens_its_own_scope_works_and_leaves_none(
    sensitive, parks, taxes, lawn, ledger, names_in
):
    def in_unit(unit):
        try:
            with open_unit(unit):
                return names_in(), current_unit().code
        finally:
            connections.close_all()

    async def both():
        calls = (sync_to_async(in_unit, thread_sensitive=sensitive)(u) for u in (parks, taxes))
        return await asyncio.gather(*calls)

    assert asyncio.run(both()) == [(["绿化股"], "parks"), (["账务股"], "taxes")]
    with pytest.raises(ScopeNotOpen):
        connection.cursor()


def test_async_for_and_async_reads_without_a_transaction_are_refused(parks, lawn):
    async def loop():
        return [row.name async for row in Department.objects.all()]

    async def stream():
        return [row.name async for row in Department.objects.aiterator()]

    async def count():
        return await Department.objects.acount()

    for read in (loop, stream, count):
        with pytest.raises(ScopeNotOpen):
            asyncio.run(read())
        with open_unit(parks), pytest.raises(ScopeNotOpen):
            asyncio.run(read())


def test_async_for_inside_the_callers_transaction_reads_its_rows(parks, lawn, ledger):
    async def loop():
        kept = [row.name async for row in Department.objects.all()]
        return kept + [row.name async for row in Department.objects.aiterator()]

    with open_unit(parks):
        assert async_to_sync(loop)() == ["绿化股", "绿化股"]


def test_a_coroutine_cannot_open_a_scope_on_the_loops_thread(parks):
    async def view():
        with open_unit(parks):
            pytest.fail("a transaction was opened in an event loop")

    with pytest.raises(SynchronousOnlyOperation):
        asyncio.run(view())


def test_coroutines_that_open_scopes_by_turns_each_see_their_own(
    parks, taxes, lawn, ledger, names_in, monkeypatch
):
    """Even where somebody switched Django's own check off: one connection for each."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

    async def view(unit, mine, others):
        try:
            with open_unit(unit):
                mine.set()
                await others.wait()
                return names_in()
        finally:
            connections.close_all()

    async def both():
        one, two = asyncio.Event(), asyncio.Event()
        return await asyncio.gather(view(parks, one, two), view(taxes, two, one))

    assert asyncio.run(both()) == [["绿化股"], ["账务股"]]


def test_a_new_thread_starts_without_a_scope_and_is_refused(parks, lawn, in_thread, names_in):
    with open_unit(parks), pytest.raises(ScopeNotOpen):
        in_thread(names_in)


def test_threads_work_side_by_side_each_in_its_own_unit(parks, taxes, lawn, ledger, names_in):
    wrong, together = [], threading.Barrier(4)

    def work(unit, expected):
        together.wait()
        for _ in range(50):
            with open_unit(unit):
                if (seen := names_in()) != expected:
                    wrong.append(seen)
        connections.close_all()

    threads = [
        threading.Thread(target=work, args=args)
        for args in 2 * [(parks, ["绿化股"]), (taxes, ["账务股"])]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
