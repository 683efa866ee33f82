"""From one unit to another with one account: each side says its word, the city joins them."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.context import open_city, open_unit
from core.errors import NotFound
from core.identity.models import Account, Post
from core.inbox.public import Matter, put
from core.people.errors import OpenMattersLeft
from core.people.models import Job, Member, MemberState
from core.people.services.jobs import JobFacts
from core.people.services.leaving import Successors
from core.transfers.errors import (
    NotHomeUnit,
    NotYetAgreed,
    SameUnit,
    TransferOver,
    TransferUnderWay,
    UnitUnknown,
)
from core.transfers.models import Reception, Transfer, TransferState
from core.transfers.services import (
    Plan,
    answer_transfer,
    finish,
    plan_transfer,
    release,
    withdraw_transfer,
)
from core.transfers.taking_in import take_in
from core.transfers.tasks import finish_released
from installer.testing.people import browser_of, person_named

TODAY = timezone.localdate()
POST = JobFacts("副局长", standing="deputy", rank_order=3)


def planned(parks, alice, bob, to="税务镇"):
    with open_unit(parks):
        return plan_transfer(
            member_id=bob.member_id, plan=Plan(to, TODAY), by=alice, at=timezone.now()
        )


def answered(taxes, charlie, transfer, post=POST):
    with open_unit(taxes):
        return answer_transfer(transfer_id=transfer.pk, post=post, by=charlie, at=timezone.now())


def released(parks, alice, transfer, **successors):
    with open_unit(parks):
        return release(
            transfer_id=transfer.pk,
            successors=Successors(**successors),
            by=alice,
            at=timezone.now(),
        )


def finished(transfer):
    with open_city():
        return finish(transfer_id=transfer.pk)


def test_planned_agreed_released_and_the_person_works_in_the_new_unit(
    parks, taxes, alice, bob, charlie
):
    transfer = planned(parks, alice, bob)
    answered(taxes, charlie, transfer)
    released(parks, alice, transfer)
    with open_city():
        finish_released()
    with open_unit(taxes):
        take_in(transfer_id=transfer.pk, at=timezone.now())

    with open_city():
        account = Account.objects.select_related("home_unit").get(pk=bob.account_id)
        posts = Post.objects.filter(account=account).order_by("is_primary")
        assert account.home_unit.code == "taxes"
        assert [(post.unit.code, post.is_primary, bool(post.ended_on)) for post in posts] == [
            ("parks", False, True),
            ("taxes", True, False),
        ]
    there = person_named("Bob", taxes)
    assert (there.title, there.account_id) == ("副局长", bob.account_id)
    assert there.permissions > {"unit.view"}
    assert browser_of(bob).get("/u/parks/").status_code == 404
    assert browser_of(bob).get("/u/taxes/").status_code == 200


def test_killed_after_the_release_the_person_enters_and_the_job_completes_him(
    parks, taxes, alice, bob, charlie
):
    transfer = planned(parks, alice, bob)
    answered(taxes, charlie, transfer)
    released(parks, alice, transfer)
    assert [finished(transfer), finished(transfer)] == [True, False]

    entered = person_named("Bob", taxes)
    for _again in range(2):
        with open_unit(taxes):
            take_in(transfer_id=transfer.pk, at=timezone.now())

    with open_unit(taxes):
        assert Member.objects.get(pk=entered.member_id).rank_order == 3
        assert [job.standing for job in Job.objects.filter(member=entered.member_id)] == ["deputy"]


def test_nobody_is_let_go_before_the_other_unit_agreed_nor_with_open_matters(
    parks, taxes, alice, bob, charlie
):
    transfer = planned(parks, alice, bob)
    with pytest.raises(NotYetAgreed):
        released(parks, alice, transfer)
    answered(taxes, charlie, transfer)
    matter = Matter("official_documents", "1", "关于防汛的通知", "m/official_documents/")
    with open_unit(parks):
        put(matter=matter, accounts=[bob.account_id], at=timezone.now())

    with pytest.raises(OpenMattersLeft):
        released(parks, alice, transfer)

    with open_unit(parks):
        assert Member.objects.get(pk=bob.member_id).state == MemberState.ACTIVE
        assert Transfer.objects.get(pk=transfer.pk).state == TransferState.PLANNED
    released(parks, alice, transfer, everything=alice.member_id)
    assert finished(transfer)


@pytest.mark.parametrize(
    ("to", "refusal"), [("没有这个镇", UnitUnknown), ("parks", SameUnit), ("", UnitUnknown)]
)
def test_the_receiving_unit_is_one_that_works_and_another_one(parks, alice, bob, to, refusal):
    with pytest.raises(refusal):
        planned(parks, alice, bob, to)


def test_one_transfer_of_a_person_at_a_time_and_it_may_be_taken_back(
    parks, taxes, alice, bob, charlie
):
    transfer = planned(parks, alice, bob)
    with pytest.raises(TransferUnderWay):
        planned(parks, alice, bob)
    with open_unit(parks):
        withdraw_transfer(transfer_id=transfer.pk, by=alice, at=timezone.now())

    with pytest.raises(TransferOver):
        answered(taxes, charlie, transfer)
    again = planned(parks, alice, bob)
    answered(taxes, charlie, again, post=None)
    with pytest.raises(NotYetAgreed):
        released(parks, alice, again)


def test_only_the_home_unit_lets_somebody_go_for_good(parks, alice, bob):
    with open_city():
        Post.objects.filter(account=bob.account_id).update(is_primary=False)

    with pytest.raises(NotHomeUnit, match="Bob"):
        planned(parks, alice, bob)


def test_the_city_believes_no_row_alone(parks, taxes, alice, bob, charlie):
    transfer = planned(parks, alice, bob)
    answered(taxes, charlie, transfer)
    with open_unit(parks):
        Transfer.objects.filter(pk=transfer.pk).update(state="released", released_on=TODAY)

    assert not finished(transfer)


def test_the_database_lets_each_side_write_its_own_rows_alone(parks, taxes, alice, bob, charlie):
    transfer = planned(parks, alice, bob)

    def refused(unit, act):
        with open_unit(unit), pytest.raises(DatabaseError), transaction.atomic():
            act()

    stolen = Transfer(
        from_unit_id=parks.id, to_unit_id=taxes.id, account_id=alice.account_id,
        member_id=alice.member_id, name="Alice", planned_on=TODAY, planned_by="Charlie",
        created_at=timezone.now(),
    )  # fmt: skip
    forged = Reception(
        transfer_id=transfer.pk, agreed=True, answered_by="Alice", answered_at=timezone.now()
    )
    refused(taxes, lambda: stolen.save(force_insert=True))
    refused(parks, lambda: forged.save(force_insert=True))
    with open_unit(taxes):
        assert Transfer.objects.filter(pk=transfer.pk).update(state="released") == 0


def test_a_third_unit_sees_nothing_of_it(cast, parks, alice, bob):
    transfer = planned(parks, alice, bob)

    with open_unit(cast.county):
        assert not Transfer.objects.exists()
        with pytest.raises(NotFound):
            answer_transfer(transfer_id=transfer.pk, post=None, by=alice, at=timezone.now())


def test_the_pages_lead_through_the_three_steps(parks, taxes, alice, bob, charlie):
    at_parks, at_taxes = browser_of(alice), browser_of(charlie)
    typed = {"to_unit": "税务镇", "planned_on": TODAY.isoformat(), "reason": "工作需要"}

    wrong = at_parks.post(f"/u/parks/transfers/plan/{bob.member_id}/", {**typed, "to_unit": "x"})
    made = at_parks.post(f"/u/parks/transfers/plan/{bob.member_id}/", typed)
    key = made["Location"].rstrip("/").rpartition("/")[2]
    there = f"/u/taxes/transfers/{key}/"
    asked = at_taxes.get(there).content.decode()
    at_taxes.post(there + "agree/", {"title": "副局长", "standing": "deputy", "rank_order": "3"})
    ready = at_parks.get(f"/u/parks/transfers/{key}/").content.decode()
    done = at_parks.post(f"/u/parks/transfers/{key}/release/", {"everything": ""})

    assert wrong.status_code == 422
    assert ("同意接收" in asked, "移交并调出" in ready) == (True, True)
    assert done.status_code == 302
    assert "已调出" in at_parks.get("/u/parks/transfers/").content.decode()
    assert browser_of(alice).get(there).status_code == 404
