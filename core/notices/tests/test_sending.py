"""Deliveries: decided by wishes, sent once, tried again, given up with the reason."""

from datetime import time, timedelta

import pytest

from core.context import open_city, open_unit
from core.identity.models import Account
from core.jobs.models import Job
from core.jobs.public import enqueue
from core.notices.models import Delivery, Gateway, PersonalNotice
from core.notices.public import NotSent, notify
from core.notices.quiet import end_of_quiet
from core.notices.sending import ATTEMPTS, LEASE, claim_next, pause_after, plan
from core.notices.services import mark_read, retry_failed, set_wishes
from core.notices.tests.conftest import AT, notice, tell
from core.units.models import Unit


def _deliveries(**facts) -> list[tuple[str, str]]:
    with open_city():
        rows = Delivery.objects.filter(**facts).order_by("channel", "id")
        return [(row.channel, row.state) for row in rows]


def _one() -> Delivery:
    with open_city():
        return Delivery.objects.get(channel="recording")


def _wish(person, channels=None, begins=None, ends=None) -> None:
    with open_city():
        set_wishes(
            account_id=person.account_id,
            channels=channels or {},
            quiet_from=begins,
            quiet_to=ends,
        )


def test_a_notice_goes_out_by_every_channel_once(parks, alice, recording, work):
    tell(parks, alice, urgency="urgent")
    work()
    work(hours=2)

    assert _deliveries() == [("in_app", "delivered"), ("recording", "sent")]
    (message,) = recording.messages
    assert (message.name, message.title, message.urgency) == ("Alice", "有新公文待签收", "加急")
    assert (message.mobile, message.unit) == ("13900000001", "园林镇")
    assert message.url.endswith(f"/notices/{_one().notice_id}/")


@pytest.mark.parametrize(
    ("urgency", "wished", "sent"),
    [("", [], 0), ("", None, 1), ("urgent", ["recording"], 1), ("top", [], 1)],
)
def test_a_wish_outweighs_the_default_but_not_for_the_highest_urgency(
    parks, alice, recording, work, urgency, wished, sent
):
    _wish(alice, {} if wished is None else {urgency: wished})
    tell(parks, alice, urgency=urgency)
    work()

    assert len(recording.messages) == sent


NIGHT = [(time(22), time(11), ""), (time(9), time(12), "urgent")]


@pytest.mark.parametrize(("begins", "ends", "urgency"), NIGHT)
def test_quiet_hours_postpone_and_never_drop(parks, alice, recording, work, begins, ends, urgency):
    _wish(alice, begins=begins, ends=ends)
    tell(parks, alice, urgency=urgency)
    work()
    assert recording.messages == []
    assert ("in_app", "delivered") in _deliveries()

    work(hours=3)
    assert len(recording.messages) == 1
    assert _one().attempts == 1


@pytest.mark.parametrize("urgency", ["flash", "top"])
def test_the_highest_urgency_disturbs(parks, alice, recording, work, urgency):
    _wish(alice, begins=time(22), ends=time(11))
    tell(parks, alice, urgency=urgency)
    work()

    assert len(recording.messages) == 1


def test_the_end_of_quiet_hours():
    def end(hour, begins, ends):
        at = AT.replace(hour=hour)  # eight hours later in Changde
        over = end_of_quiet(at, begins=time(begins), ends=time(ends), urgency="")
        return over and (over - at) / timedelta(hours=1)

    assert [end(14, 22, 7), end(15, 22, 7), end(22, 22, 7), end(23, 22, 7)] == [9, 8, 1, None]
    assert [end(4, 12, 14), end(6, 12, 14), end(4, 12, 12)] == [2, None, None]


def test_a_failure_is_tried_again_later_and_later(parks, alice, recording, work):
    recording.refusals = [NotSent("网关没有应答")] * 2
    tell(parks, alice)
    work()
    first = _one()
    assert (first.state, first.attempts, first.reason) == ("waiting", 1, "网关没有应答")
    assert pause_after(1) < pause_after(2) < pause_after(5) <= pause_after(9)

    work(minutes=30)
    work(minutes=60)

    assert (len(recording.messages), _one().state, _one().attempts) == (1, "sent", 3)
    assert {message.key for message in recording.messages} == {str(first.pk)}


def test_what_is_given_up_says_why_and_can_be_sent_again(parks, alice, recording, work):
    recording.refusals = [NotSent("网关没有应答")] * ATTEMPTS
    tell(parks, alice)
    for hour in range(ATTEMPTS):
        work(hours=2 * hour)
    assert (_one().state, _one().reason) == ("failed", "网关没有应答")

    failed = _one().pk
    with open_unit(parks):
        assert retry_failed(delivery_ids=[failed], at=AT) == 1
    work()
    assert _one().state == "sent"


def test_what_cannot_succeed_is_not_tried_again(parks, alice, recording, work):
    recording.refusals = [NotSent("号码不存在", final=True)]
    tell(parks, alice)
    work()

    assert (_one().state, _one().attempts) == ("failed", 1)


@pytest.mark.parametrize("switch", ["gateway", "account"])
def test_what_was_switched_off_meanwhile_sends_nothing(parks, alice, recording, work, switch):
    tell(parks, alice)
    with open_city():
        plan(parks.id, at=AT)
        if switch == "gateway":
            Gateway.objects.update(enabled=False)
        else:
            Account.objects.filter(pk=alice.account_id).update(is_active=False)
    work()

    assert (recording.messages, _one().state) == ([], "failed")


def test_two_workers_never_hold_one_delivery(parks, alice, recording):
    tell(parks, alice)
    plan(parks.id, at=AT)
    claims = [claim_next(parks.id, at=AT, but=[]) for _ in range(3)]

    assert [claim and claim.delivery.channel for claim in claims].count("recording") == 1
    assert claims[2] is None


def test_a_killed_workers_delivery_is_taken_over_with_the_same_key(parks, alice, recording, work):
    tell(parks, alice)
    plan(parks.id, at=AT)
    taken = claim_next(parks.id, at=AT, but=["in_app"])  # and the worker is never heard of again
    work()
    assert recording.messages == []

    work(seconds=LEASE.seconds + 60)
    assert [message.key for message in recording.messages] == [str(taken.delivery.pk)]
    assert _one().attempts == 2


def test_whoever_has_read_it_is_not_disturbed_any_more(parks, alice, recording, work):
    _wish(alice, begins=time(9), ends=time(12))
    tell(parks, alice)
    work()
    with open_city():
        keys = PersonalNotice.objects.values_list("pk", flat=True)
        mark_read(account_id=alice.account_id, notice_ids=list(keys), at=AT)
    work(hours=5)

    assert recording.messages == []
    assert _deliveries() == [("in_app", "read"), ("recording", "read")]


def test_a_channel_that_fails_does_not_stop_another(parks, alice, bob, recording, work):
    recording.refusals = [NotSent("网关没有应答")] * 9
    for serial in range(5):
        tell(parks, alice, bob, reference=str(serial))
    work()

    assert len(_deliveries(channel="in_app", state="delivered")) == 10
    assert len(recording.refusals) == 6  # three in a row, and it is left alone by all jobs

    for hour in (1, 2, 3):
        work(hours=hour)
    assert len(recording.messages) == 10


def test_what_its_job_forgot_is_found_by_the_sweep(parks, alice, recording, work):
    tell(parks, alice)
    with open_city():
        Job.objects.filter(name="notices.send").delete()
        enqueue("notices.sweep", run_at=AT + timedelta(minutes=6))
    work(minutes=7)

    assert len(recording.messages) == 1


def test_a_suspended_units_notices_wait_for_it(parks, alice, recording, work):
    tell(parks, alice)
    with open_city():
        Unit.objects.filter(pk=parks.id).update(state="suspended")
    work()
    assert recording.messages == []

    with open_city():
        Unit.objects.filter(pk=parks.id).update(state="active")
    work(minutes=15)
    assert len(recording.messages) == 1


def test_the_citys_own_notice_goes_out_as_well(alice, recording, work):
    with open_city():
        notify(to=[alice.account_id], notice=notice(), at=AT)
    work()

    assert [(m.name, m.unit) for m in recording.messages] == [("Alice", "")]
