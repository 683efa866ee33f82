"""The pages, for a publisher, a reader, a stranger, and a unit without the module."""

from uuid import uuid4

import pytest

from core.context import open_unit
from installer.testing.people import browser_of
from plugins.optional.bulletin.models import Notice

LIST = "/u/parks/m/bulletin/"


@pytest.fixture
def notice(parks, alice):
    fields = {"token": uuid4(), "category": "notice", "title": "周五学习", "body": "请参加。"}
    browser_of(alice).post(LIST + "new/", fields)
    with open_unit(parks):
        return Notice.objects.get()


def test_a_published_notice_is_listed(notice, bob):
    page = browser_of(bob).get(LIST)

    assert page.status_code == 200
    assert "周五学习" in page.content.decode()


def test_a_reader_confirms_and_is_counted(notice, alice, bob):
    browser_of(bob).post(f"{LIST}{notice.pk}/read/")

    page = browser_of(alice).get(f"{LIST}{notice.pk}/").content.decode()
    assert "1/2" in page


def test_without_the_permission_publishing_is_refused(parks, bob):
    assert browser_of(bob).get(LIST + "new/").status_code == 403


def test_a_stranger_finds_nothing(notice, charlie):
    assert browser_of(charlie).get(LIST).status_code == 404
    assert browser_of(charlie).get(f"{LIST}{notice.pk}/").status_code == 404


def test_a_unit_that_did_not_install_it_has_no_such_page(charlie):
    assert browser_of(charlie).get("/u/taxes/m/bulletin/").status_code == 404


def test_an_incomplete_notice_is_sent_back_with_what_was_written(parks, alice):
    page = browser_of(alice).post(LIST + "new/", {"title": "只有标题", "token": uuid4()})

    assert page.status_code == 422
    assert "只有标题" in page.content.decode()


@pytest.mark.parametrize("word", ["周五", "请参加"])
def test_a_notice_is_found_by_title_or_text(notice, bob, word):
    page = browser_of(bob).get("/u/parks/search/", {"q": word}).content.decode()

    assert f'href="{LIST}{notice.pk}/"' in page


def test_a_withdrawn_notice_is_not_found(notice, alice, bob):
    browser_of(alice).post(f"{LIST}{notice.pk}/withdraw/")

    assert "周五学习" not in browser_of(bob).get("/u/parks/search/", {"q": "周五"}).content.decode()
