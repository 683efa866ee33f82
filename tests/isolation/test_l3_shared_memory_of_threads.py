"""L3: ``with tenant:`` remembers the previous tenant in a list that all threads share."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, connections

from core.context import open_city, open_unit
from tenancy.models import Tenant


def test_plain_django_tenants_mixes_the_threads_up(plain_leaks):
    assert plain_leaks["l3"] == {
        "a0": {"says": "a1", "reads": ["a1"]},
        "a1": {"says": "a0", "reads": ["a0"]},
    }


def test_threads_that_enter_and_leave_by_turns_each_see_their_own(
    parks, taxes, lawn, ledger, names_in
):
    both_inside, first_left = threading.Barrier(2), threading.Event()

    def work(unit, leaves_first):
        with open_unit(unit):
            with open_unit(unit):
                both_inside.wait()
                if not leaves_first:
                    first_left.wait()
            seen = names_in()
            first_left.set()
        connections.close_all()
        return seen

    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(work, (parks, taxes), (True, False))

    assert list(answers) == [["绿化股"], ["账务股"]]


def test_the_context_manager_of_a_tenant_has_no_effect(parks, taxes, lawn, ledger, names_in):
    with open_city():
        other = Tenant.objects.get(unit_id=taxes.id)

    with open_unit(parks), other:
        assert names_in() == ["绿化股"]
        connection.set_tenant(other)
        assert names_in() == ["绿化股"]
