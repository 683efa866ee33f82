"""A post that another unit proposes counts once the home unit, or the person, says so."""

import re
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.context import open_city
from core.identity.models import Account, Post
from core.identity.public import Newcomer, admit
from core.identity.services.proposals import end_lapsed_proposals
from core.inbox.models import InboxItem
from core.jobs.worker import run_due
from core.people.services.joining import NewMember, add_member, renew_code
from installer.testing.people import browser_of

PAGE = "/u/parks/people/proposals/"


def propose_bob(taxes, charlie):
    bob = NewMember(name="老包", mobile="13900000002", title="协税员", roles=("staff",))
    add_member(unit=taxes, newcomer=bob, by=charlie, at=timezone.now())
    run_due(20)
    run_due(20)
    with open_city():
        return Post.objects.get(account__name="Bob", unit_id=taxes.id)


def answer(browser, post, act):
    return browser.post(f"{PAGE}answer/", {"row": str(post.pk), "act": act})


def test_the_home_unit_is_told_and_its_word_lets_the_post_count(alice, bob, charlie, taxes):
    post = propose_bob(taxes, charlie)
    chief, his = browser_of(alice), browser_of(bob)
    assert his.get("/u/taxes/people/").status_code == 404
    with open_city():
        [waiting] = InboxItem.objects.all()

    page = chief.get(f"/u/parks/{waiting.url}").content.decode()
    theirs = answer(browser_of(charlie), post, "accept")
    tried = answer(his, post, "accept")
    answer(chief, post, "accept")

    assert waiting.account_id == alice.account_id
    assert "税务镇" in page
    assert (theirs.status_code, tried.status_code) == (404, 403)
    assert his.get("/u/taxes/people/").status_code == 200
    with open_city():
        assert InboxItem.objects.get().state == "done"
        assert Account.objects.get(name="Bob").home_unit_id == alice.unit.id


def test_declined_or_lapsed_looks_the_same_to_the_unit_that_asked(alice, charlie, taxes):
    post = propose_bob(taxes, charlie)
    asking = browser_of(charlie)
    assert "待确认" in asking.get("/u/taxes/people/").content.decode()
    answer(browser_of(alice), post, "decline")
    declined = asking.get("/u/taxes/people/").content.decode()

    renew_code(unit=taxes, member_id=post.member_id, by=charlie, at=timezone.now())
    with open_city():
        assert Post.objects.standing().filter(pk=post.pk).exists()
        assert end_lapsed_proposals(at=timezone.now() + timedelta(days=32)) == 1
        Post.objects.filter(pk=post.pk).update(ended_on=timezone.localdate())
    lapsed = asking.get("/u/taxes/people/").content.decode()

    assert "未确认" in declined
    strip = re.compile(r'X-CSRFToken": "[^"]*|value="[^"]*"')
    assert strip.sub("", declined) == strip.sub("", lapsed)


def test_an_import_does_the_same_work_for_who_is_known_and_who_is_not(taxes, bob):
    def statements(mobile):
        with open_city(), CaptureQueriesContext(connection) as done:
            admit(newcomers=[Newcomer("某人", mobile)], unit_id=taxes.id, at=timezone.now())
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in done.captured_queries]

    assert statements("13900000002") == statements("13912345678")


def test_the_slip_shows_its_holder_no_more_of_a_known_person_than_of_a_new_one(bob, charlie, taxes):
    pages = []
    for name, mobile in (("甲", "13900000002"), ("乙", "13912345678")):
        newcomer = NewMember(name=name, mobile=mobile)
        added = add_member(unit=taxes, newcomer=newcomer, by=charlie, at=timezone.now())
        browser = Client()
        browser.post("/activate/", {"code": added.code})
        pages.append(browser.get("/activate/details/").content.decode())

    strip = re.compile(r'X-CSRFToken": "[^"]*|value="[^"]*"')
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    assert "Bob" not in pages[0]
