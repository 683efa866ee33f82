"""Shows each leak on plain django-tenants; prints one JSON document: leak -> what was seen.

Run by the tests beside it with PLAIN_DATABASE set: ``python leaks.py make``, then
``python leaks.py leaks`` or ``python leaks.py pooler``.
"""

import asyncio
import json
import os
import random
import sys
import threading
from contextlib import contextmanager, suppress

os.environ["DJANGO_SETTINGS_MODULE"] = "settings"

import django

django.setup()

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django_tenants.utils import schema_context
from office.models import Client, Note

OFFICES = ("public", "a0", "a1")


class Stop(Exception):
    """Ends a block by an error."""


def make():
    """The same table in the public schema and in two tenants', one row in each."""
    for office in OFFICES:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {office}")
        connection.set_schema(office, include_public=False)
        with connection.schema_editor() as editor:
            editor.create_model(Note)
        Note.objects.create(owner=office)


def seen():
    """What the connection says, and whose row it reads."""
    return {"says": connection.schema_name, "reads": [note.owner for note in Note.objects.all()]}


@contextmanager
def few_set_calls():
    """The setting that saves SET statements."""
    settings.TENANT_LIMIT_SET_CALLS = True
    try:
        yield
    finally:
        settings.TENANT_LIMIT_SET_CALLS = False


def l1():
    """A rollback to a savepoint takes the search_path back."""
    with few_set_calls(), transaction.atomic():
        connection.set_schema("a0")
        seen()
        with suppress(Stop), transaction.atomic():
            connection.set_schema("a1")
            seen()
            raise Stop
        return seen()


def l2():
    """The statement that sets the search_path is cancelled."""
    connection.set_schema("a0")
    seen()

    def cancel(execute, sql, params, many, context):
        if sql.startswith("SET search_path"):
            raise OperationalError("canceling statement due to user request")
        return execute(sql, params, many, context)

    connection.set_schema("a1")
    with connection.execute_wrapper(cancel):
        return seen()


def l3():
    """Two threads, each in its own tenant, enter and leave ``with tenant:`` by turns."""
    after, inside, left = {}, threading.Barrier(2), threading.Event()

    def work(office, first):
        connection.set_schema(office)
        with Client(schema_name="a0" if office == "a1" else "a1"):
            inside.wait()
            if not first:
                left.wait()
        after[office] = seen()
        left.set()
        connection.close()

    threads = [threading.Thread(target=work, args=(o, o == "a0")) for o in ("a0", "a1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return after


def l5():
    """The tenant's schema is not there."""
    connection.set_schema("gone")
    found = seen()
    written = Note.objects.create(owner="gone")
    connection.set_schema_to_public()
    in_public = [note.owner for note in Note.objects.order_by("pk")]
    written.delete()
    return {**found, "public afterwards": in_public}


def l6():
    """A queryset is built in one tenant and evaluated in another."""
    with schema_context("a0"):
        lazy = Note.objects.all()
    with schema_context("a1"):
        return [note.owner for note in lazy]


def l7():
    """A tenant's code continues in another thread."""

    def elsewhere():
        try:
            return seen()
        finally:
            connection.close()

    connection.set_schema("a0")
    return asyncio.run(sync_to_async(elsewhere, thread_sensitive=False)())


def l8():
    """A block of a tenant ends by an error."""
    connection.set_schema("a0")
    with suppress(Stop), schema_context("a1"):
        raise Stop
    return seen()


def l9():
    """A block on another connection than the default one."""
    other = connections["other"]
    connection.set_schema("a0")
    other.set_schema("a1")
    with schema_context("public", database="other"):
        pass
    return {
        "says": other.schema_name,
        "reads": [note.owner for note in Note.objects.using("other").all()],
    }


def leaks():
    """Every leak, each from a fresh start."""
    found = {}
    for name in ("l1", "l2", "l3", "l5", "l6", "l7", "l8", "l9"):
        connection.set_schema_to_public()
        found[name] = globals()[name]()
    return found


def pooler():
    """Many clients through a pooler in transaction mode: how many rows were another's."""
    clients, rounds = int(os.environ["CLIENTS"]), int(os.environ["ROUNDS"])
    counts = {"reads": 0, "wrong": 0, "errors": 0}
    lock, together = threading.Lock(), threading.Barrier(clients)

    def work(number):
        chance = random.Random(number)
        together.wait()
        for _ in range(rounds):
            office = chance.choice(("a0", "a1"))
            connection.set_schema(office)
            try:
                wrong = [note.owner for note in Note.objects.all()] != [office]
                with lock:
                    counts["reads"] += 1
                    counts["wrong"] += wrong
            except django.db.Error:
                with lock:
                    counts["errors"] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return counts


if __name__ == "__main__":
    sys.stdout.write(json.dumps(globals()[sys.argv[1]]()))
