"""The door of a unit: its own people enter, and for everybody else it is not there."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.city_roles import CityRole
from core.identity.models import Post, PostState
from core.identity.services.authority import assign_city_role
from core.identity.tests.pages import text_of
from core.people.models import Member
from core.people.services.joining import NewMember, add_member
from core.people.services.leaving import close_member
from core.units.models import Unit
from installer.testing.people import browser_of, make_operator

CODES = ["taxes", "county", "no_such_unit"]


def set_state(code, state):
    with open_city():
        Unit.objects.filter(code=code).update(state=state)


def test_a_session_opens_ones_own_unit_and_no_other(alice, charlie):
    assert browser_of(alice).get("/u/parks/people/").status_code == 200
    assert browser_of(alice).get("/u/taxes/people/").status_code == 404
    assert browser_of(charlie).get("/u/taxes/people/").status_code == 200
    assert browser_of(charlie).get("/u/parks/people/").status_code == 404


def test_alice_never_sees_anybody_of_taxes(alice, charlie):
    own = browser_of(alice).get("/u/parks/people/").content.decode()
    foreign = browser_of(alice).get("/u/taxes/people/").content.decode()

    assert "Bob" in own
    assert "Charlie" not in own + foreign


@pytest.mark.parametrize("state", ["active", "suspended", "pending", "closed"])
def test_for_a_stranger_every_unit_is_absent_in_the_same_words(alice, charlie, state):
    set_state("taxes", state)
    browser = browser_of(alice)

    foreign = browser.get("/u/taxes/people/")
    unknown = browser.get("/u/nosuch/people/")

    assert foreign.status_code == unknown.status_code == 404
    assert text_of(foreign).replace("taxes", "nosuch") == text_of(unknown)


@pytest.mark.parametrize("code", CODES)
def test_somebody_not_logged_in_is_asked_to_whatever_the_code(city_db, code):
    answer = Client().get(f"/u/{code}/people/")

    assert answer.status_code == 302
    assert answer["Location"] == f"/login/?next=%2Fu%2F{code}%2Fpeople%2F"


@pytest.mark.parametrize("code", CODES)
def test_a_program_without_log_in_gets_401_whatever_the_code(city_db, code):
    answer = Client().get(f"/api/v1/u/{code}/people/")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "not_signed_in"


def test_a_fragment_asked_for_by_htmx_leads_the_whole_page_to_log_in(city_db):
    answer = Client().get("/u/parks/people/", headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/login/")


def test_people_of_a_suspended_unit_are_told_so(alice):
    set_state("parks", "suspended")

    answer = browser_of(alice).get("/u/parks/people/")

    assert answer.status_code == 409
    assert "已暂停使用" in answer.content.decode()


def test_people_of_a_suspended_unit_keep_their_other_units(alice, taxes, account_named):
    with open_city():
        Post.objects.create(
            account=account_named("Alice"),
            unit_id=taxes.id,
            state=PostState.ACCEPTED,
            started_on=timezone.localdate(),
        )
    set_state("parks", "suspended")
    browser = browser_of(alice)

    assert browser.get("/u/taxes/people/").status_code in {200, 403}
    assert "已暂停" in browser.get("/?choose").content.decode()


@pytest.mark.parametrize("state", ["pending", "closed"])
def test_a_closed_unit_is_absent_for_its_own_people_too(alice, state):
    set_state("parks", state)

    assert browser_of(alice).get("/u/parks/people/").status_code == 404


def test_a_proposed_post_opens_nothing_though_the_member_stands_already(alice, charlie, taxes):
    newcomer = NewMember(name="Alice", mobile="13900000001", roles=("unit_admin",))
    add_member(unit=taxes, newcomer=newcomer, by=charlie, at=timezone.now())

    assert browser_of(alice).get("/u/taxes/people/").status_code == 404


def test_a_proposed_post_opens_the_unit_once_the_person_types_its_slip(alice, charlie, taxes):
    added = add_member(
        unit=taxes,
        newcomer=NewMember(name="Alice", mobile="13900000001", roles=("staff",)),
        by=charlie,
        at=timezone.now(),
    )
    browser = browser_of(alice)

    assert "输入激活码" in browser.get("/").content.decode()
    browser.post("/activate/", {"code": added.code})
    browser.post("/activate/details/")

    assert browser.get("/u/taxes/people/").status_code == 200


def test_a_slip_of_one_unit_does_not_open_another_that_wants_the_same_person(
    parks, taxes, alice, charlie
):
    dave = NewMember(name="Dave", mobile="13900000004", roles=("staff",))
    add_member(unit=taxes, newcomer=dave, by=charlie, at=timezone.now())
    # Parks asks for Dave too, and its administrator keeps that slip and uses it himself.
    kept = add_member(unit=parks, newcomer=dave, by=alice, at=timezone.now())
    browser = Client()
    browser.post("/activate/", {"code": kept.code})
    browser.post("/activate/details/", {"password": "Stolen-9-Key", "repeated": "Stolen-9-Key"})

    with open_city():
        wanted = Post.objects.get(account__name="Dave", unit_id=taxes.id)
    browser.post(f"/posts/{wanted.pk}/accept/")

    assert browser.get("/u/parks/people/").status_code == 200
    assert browser.get("/u/taxes/people/").status_code == 404


def test_a_declined_post_is_gone(alice, taxes, account_named):
    with open_city():
        post = Post.objects.create(
            account=account_named("Alice"), unit_id=taxes.id, started_on=timezone.localdate()
        )
    browser = browser_of(alice)
    browser.post(f"/posts/{post.pk}/decline/")

    assert browser.get("/")["Location"] == "/u/parks/"


def test_whoever_left_is_out_at_the_next_click(alice, bob, parks):
    browser = browser_of(bob)
    assert browser.get("/u/parks/people/").status_code == 200

    with open_unit(parks):
        member = Member.objects.get(name="Bob")
        close_member(member_id=member.pk, by=alice, at=timezone.now())

    assert browser.get("/u/parks/people/").status_code == 404
    assert "不属于任何单位" in browser.get("/").content.decode()


def test_the_city_office_enters_no_unit_without_a_post(city_db, parks):
    browser = browser_of(make_operator("城市"))

    assert browser.get("/u/parks/people/").status_code == 404


def test_a_forged_key_is_nobody(parks):
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "f" * 32

    assert browser.get("/u/parks/people/").status_code == 302


def test_the_same_few_queries_identify_a_person_whatever_the_number_of_units(
    alice, cast, account_named, django_assert_max_num_queries
):
    browser = browser_of(alice)
    browser.get("/u/parks/people/departments/")
    with django_assert_max_num_queries(40) as one_unit:
        browser.get("/u/parks/people/departments/")
    with open_city():
        for unit in (cast.taxes, cast.county, cast.city):
            Post.objects.create(
                account=account_named("Alice"),
                unit_id=unit.id,
                state=PostState.ACCEPTED,
                started_on=timezone.localdate(),
            )
    with django_assert_max_num_queries(40) as four_units:
        browser.get("/u/parks/people/departments/")

    assert len(one_unit) == len(four_units)


def test_the_city_office_lands_in_its_console(city_db):
    browser = browser_of(make_operator("城市"))

    assert browser.get("/")["Location"] == "/city/"
    assert browser.get("/city/").status_code == 200


def test_somebody_with_a_unit_and_a_city_role_chooses(alice, account_named):
    with open_city():
        assign_city_role(account=account_named("Alice"), role=CityRole.OPERATOR, at=timezone.now())

    page = browser_of(alice).get("/")

    assert page.status_code == 200
    assert 'href="/city/"' in page.content.decode()
    assert 'href="/u/parks/"' in page.content.decode()
