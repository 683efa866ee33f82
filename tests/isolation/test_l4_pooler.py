"""L4: behind a pooler in transaction mode a session's ``search_path`` reaches other clients.

Pages and workers work there by construction: role and path come and go with the transaction.
The owner's own connection (migrations) needs a session, so ``citydesk doctor`` and ``serve``
refuse a ``DATABASE_URL`` that leads through such a pooler. Here it stands before pages and
workers alone.
"""

import os
import random
import threading

import psycopg2
import pytest
from django.db import connections
from psycopg2 import errors

from core.context import open_unit
from core.people.models import Department
from tenancy.installation import password_of

pytestmark = pytest.mark.processes

CLIENTS = 20
#: Each client's transactions; ISOLATION_ROUNDS makes a long run of it. Figures: --junitxml.
ROUNDS = int(os.environ.get("ISOLATION_ROUNDS", "50"))


def test_plain_django_tenants_reads_other_tenants_rows(plain, pooler, record_property):
    users = {plain.database["USER"]: plain.database["PASSWORD"]}
    with pooler(plain.database["NAME"], users) as port:
        figures = plain.run(
            "pooler",
            environment={"CLIENTS": str(CLIENTS), "ROUNDS": str(ROUNDS)},
            HOST="127.0.0.1",
            PORT=port,
        )

    record_property("plain", figures)
    assert figures["reads"] + figures["errors"] == CLIENTS * ROUNDS
    assert figures["wrong"] > figures["reads"] / 10


@pytest.fixture
def offices(parks, taxes, lawn, ledger, orchard):
    """Three units, and what each of them should see."""
    return [(parks, ["绿化股"]), (taxes, ["账务股"]), (orchard, ["果树股"])]


def test_many_clients_on_two_server_connections_read_no_wrong_row(
    offices, through_pooler, names_in, record_property
):
    figures = {"reads": 0, "wrong": 0}
    lock, together = threading.Lock(), threading.Barrier(CLIENTS)

    def work(number):
        chance = random.Random(number)
        together.wait()
        for _ in range(ROUNDS):
            unit, expected = chance.choice(offices)
            with open_unit(unit):
                wrong = (names_in() != expected) + (Department.objects.count() != 1)
            with lock:
                figures["reads"] += 1
                figures["wrong"] += wrong
        connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    record_property("here", figures)
    assert figures == {"reads": CLIENTS * ROUNDS, "wrong": 0}


def test_a_forgotten_context_is_refused_on_every_server_connection(
    offices, through_pooler, city_db, names_in
):
    """By PostgreSQL: our Python, which refuses before it, is left out here."""
    login = {"user": city_db.app, "password": password_of(city_db.app)}
    name = connections["default"].settings_dict["NAME"]
    bare = [
        psycopg2.connect(host="127.0.0.1", port=through_pooler, dbname=name, **login)
        for _ in range(4)
    ]
    refused = 0
    for number in range(40):
        unit, expected = offices[number % 3]
        with open_unit(unit):
            assert names_in() == expected
        for table in ("department", f'"{unit.schema}".department', "city.unit"):
            connection = bare[number % 4]
            with connection.cursor() as cursor:
                with pytest.raises((errors.InsufficientPrivilege, errors.UndefinedTable)):
                    cursor.execute(f"SELECT * FROM {table}")
                refused += 1
            connection.rollback()
    for connection in bare:
        connection.close()

    assert refused == 120
