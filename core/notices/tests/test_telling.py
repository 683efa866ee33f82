"""A person is told once, when the cause stands, if they work there."""

import pytest
from django.db import ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city, open_unit
from core.errors import ScopeNotOpen
from core.identity.models import Post
from core.jobs.models import Job
from core.notices.models import PersonalNotice
from core.notices.public import notify
from core.notices.selectors import notices_before, unread_count
from core.notices.services import mark_all_read, mark_read
from core.notices.tests.conftest import AT, notice, tell


def _titles(person) -> list[str]:
    with open_city():
        return [each.reference for each in notices_before(person.account_id).order_by("id")]


def test_people_are_told_when_the_cause_stands(parks, alice, bob):
    tell(parks, alice, bob, reference="kept")
    with pytest.raises(ZeroDivisionError), open_unit(parks):
        notify(to=[alice.account_id], notice=notice("undone"), at=AT)
        raise ZeroDivisionError

    assert (_titles(alice), _titles(bob)) == (["kept"], ["kept"])


def test_the_same_cause_tells_a_person_once(parks, alice, bob):
    tell(parks, alice, alice)
    tell(parks, alice, bob)
    tell(parks, alice, kind="returned")

    assert (_titles(alice), _titles(bob)) == (["1", "1"], ["1"])


def test_whoever_does_not_work_here_is_not_told_and_stops_nothing(parks, alice, bob, charlie):
    with open_city():
        Post.objects.filter(account_id=bob.account_id).update(ended_on="2099-01-01")
    tell(parks, alice, bob, charlie)

    assert [_titles(each) for each in (alice, bob, charlie)] == [["1"], [], []]


def test_a_unit_tells_nobody_of_another_unit_whatever_it_tries(parks, charlie):
    row = PersonalNotice(
        account_id=charlie.account_id, unit_id=parks.id, module="test", kind="", created_at=AT
    )

    with open_unit(parks), pytest.raises(ProgrammingError, match="row-level security"):
        PersonalNotice.objects.bulk_create([row])


def test_outside_a_transaction_nobody_is_told(alice):
    with pytest.raises(ScopeNotOpen):
        notify(to=[alice.account_id], notice=notice(), at=AT)


def test_the_city_tells_an_account_itself(alice):
    with open_city():
        notify(to=[alice.account_id], notice=notice(), at=AT)
        assert unread_count(alice.account_id) == 1
        assert Job.objects.filter(name="notices.send", unit_id=None).count() == 1


@pytest.mark.parametrize("people", [1, 2])
def test_telling_many_costs_what_telling_one_costs(parks, alice, bob, people):
    with open_unit(parks), CaptureQueriesContext(connection) as queries:
        notify(to=[each.account_id for each in (alice, bob)[:people]], notice=notice(), at=AT)

    # Who works here; the notices; the job.
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 3


def test_a_person_reads_only_own_notices(parks, alice, bob):
    tell(parks, alice)
    tell(parks, bob)
    with open_city():
        key = PersonalNotice.objects.get(account_id=alice.account_id).pk
        assert mark_read(account_id=bob.account_id, notice_ids=[key], at=AT) == 0
        assert mark_read(account_id=alice.account_id, notice_ids=[key], at=AT) == 1
        assert mark_read(account_id=alice.account_id, notice_ids=[key], at=AT) == 0
        assert (unread_count(alice.account_id), unread_count(bob.account_id)) == (0, 1)


def test_all_read_means_all_that_was_on_the_list(parks, alice):
    tell(parks, alice, reference="seen")
    tell(parks, alice, reference="later", at=AT.replace(hour=3))
    with open_city():
        assert mark_all_read(account_id=alice.account_id, until=AT, at=AT) == 1
        assert unread_count(alice.account_id) == 1


def test_nothing_is_shown_of_a_unit_one_has_left(parks, alice):
    tell(parks, alice)
    with open_city():
        Post.objects.filter(account_id=alice.account_id).update(ended_on="2099-01-01")

    assert _titles(alice) == []
