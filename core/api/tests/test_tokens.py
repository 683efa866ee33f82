"""A token does what its person may, less what it does not name, until it ends; and no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.api.errors import ScopesUnknown, TokenTooLong
from core.api.models import ApiToken
from core.api.tokens import Wanted, make_token
from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.evidence.models import CityEntry
from core.identity.models import Account, Post, Session
from core.units.models import Unit
from installer.testing.people import browser_of, make_operator
from installer.testing.programs import Program, program_of

PARKS = "/api/v1/u/parks/"


def said(answer):
    return answer.status_code, answer.json().get("code")


def test_it_reads_what_its_person_may_read(bob):
    answer = program_of(bob, prefix=PARKS).get("people/")

    assert [line["name"] for line in answer.json()["results"]] == ["Alice", "Bob"]


def test_only_its_digest_is_kept_and_its_use_is_noted(bob):
    program = program_of(bob, prefix=PARKS)
    program.get("people/")

    with open_city():
        row = ApiToken.objects.get()
        assert program.key not in str(row.__dict__)
        assert row.used_from == "127.0.0.1"


def test_it_gives_nothing_that_its_scopes_do_not_name(alice):
    reader = program_of(alice, prefix=PARKS, scopes=frozenset({"people.view"}))

    assert reader.get("people/").status_code == 200
    assert said(reader.get("fees/")) == (403, "permission_refused")
    assert said(reader.get("m/official_documents/documents/")) == (403, "permission_refused")
    assert reader.get("me/").json()["permissions"] == ["people.view"]


def test_what_needs_no_permission_needs_a_scope_of_its_module(alice):
    reader = program_of(alice, prefix=PARKS, scopes=frozenset({"people.view"}))

    answer = reader.get(f"m/official_documents/documents/{alice.member_id}/")

    assert said(answer) == (403, "token_scope_missing")


def test_it_gives_nothing_that_its_person_does_not_hold(bob):
    assert said(program_of(bob, prefix=PARKS).get("fees/")) == (403, "permission_refused")


def test_one_for_reading_writes_nothing(alice):
    reader = program_of(alice, prefix=PARKS, read_only=True)

    assert reader.get("modules/").status_code == 200
    assert said(reader.send("modules/bulletin/install/")) == (403, "token_read_only")


def test_one_of_another_unit_finds_nothing(charlie, alice, taxes):
    answers = [
        program_of(charlie).get(f"{PARKS}people/"),
        program_of(charlie).get("/api/v1/u/nowhere/people/"),
        program_of(charlie, unit=taxes).get(f"{PARKS}people/"),
    ]

    assert {said(answer) for answer in answers} == {(404, "not_found")}
    assert len({answer.content for answer in answers}) == 1
    assert program_of(charlie, unit=taxes).get("/api/v1/u/taxes/people/").status_code == 200


def test_one_of_one_unit_opens_nothing_of_the_city(bob, parks):
    program = program_of(bob, unit=parks)

    assert said(program.get("/api/v1/tokens/")) == (403, "token_of_one_unit")
    assert [unit["code"] for unit in program.get("/api/v1/me/").json()["units"]] == ["parks"]


def test_a_city_role_works_by_token_unless_it_is_of_one_unit(cast):
    olga = make_operator("Olga")

    assert program_of(olga).get("/api/v1/units/").status_code == 200
    assert said(program_of(olga, unit=cast.city).get("/api/v1/units/"))[0] == 403


@pytest.mark.parametrize("end", ["revoked", "expired", "disabled", "forged", "basic"])
def test_one_that_has_ended_is_refused_alike(bob, end):
    program = program_of(bob, prefix=PARKS)
    past = timezone.now() - timedelta(seconds=1)
    with open_city():
        if end == "revoked":
            ApiToken.objects.update(revoked_at=past)
        elif end == "expired":
            ApiToken.objects.update(made_at=past - timedelta(days=1), expires_at=past)
        elif end == "disabled":
            Account.objects.filter(pk=bob.account_id).update(is_active=False)
    if end == "forged":
        program = Program(program.key[:-1] + "!", PARKS)
    elif end == "basic":
        program._client = Client(headers={"Authorization": "Basic Ym9iOmJvYg=="})

    answer = program.get("people/")

    assert said(answer) == (401, "token_refused")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_bad_token_is_not_mended_by_a_session(bob):
    browser = browser_of(bob)

    answer = browser.get(f"{PARKS}people/", headers={"Authorization": "Bearer cd_nothing"})

    assert said(answer) == (401, "token_refused")


@pytest.mark.parametrize(("state", "wanted"), [("suspended", 409), ("closed", 404)])
def test_a_unit_that_is_suspended_or_closed_is_not_entered(bob, state, wanted):
    program = program_of(bob, prefix=PARKS)
    with open_city():
        Unit.objects.filter(code="parks").update(state=state)

    assert program.get("people/").status_code == wanted


def test_whoever_has_left_the_unit_has_left_it_with_his_tokens_too(bob):
    program = program_of(bob, prefix=PARKS)
    with open_city():
        Post.objects.filter(account_id=bob.account_id).update(ended_on=timezone.localdate())

    assert said(program.get("people/")) == (404, "not_found")


def test_it_opens_no_page_and_signs_nothing(alice):
    program = program_of(alice)

    assert program.get("/u/parks/").status_code == 302
    unknown = f"{PARKS}m/official_documents/documents/{alice.member_id}/sign/"
    assert said(program.send(unknown, {"opinion": ""})) == (403, "confirmation_needed")


def test_an_application_acts_in_its_own_name(alice, parks):
    program = program_of(alice, prefix=PARKS, unit=parks, application="档案系统")

    assert program.get("me/").json()["name"] == "应用“档案系统”（Alice）"


def test_nobody_makes_one_for_what_is_unknown_or_for_ever(bob):
    at = timezone.now()
    with open_city():
        account = Account.objects.get(pk=bob.account_id)
        for scopes, days, refusal in (
            ({"people.fly"}, 30, ScopesUnknown),
            (set(), 30, ScopesUnknown),
            ({"people.view"}, 400, TokenTooLong),
        ):
            wanted = Wanted("x", frozenset(scopes), at + timedelta(days=days))
            with pytest.raises(refusal):
                make_token(account=account, wanted=wanted, by=bob, at=at)


def test_the_unit_sees_and_revokes_what_opens_it_alone(alice, bob, parks):
    narrow, wide = program_of(bob, prefix=PARKS, unit=parks), program_of(bob, prefix=PARKS)
    administrator = program_of(alice, prefix=PARKS)

    [line] = administrator.get("tokens/").json()["results"]
    assert said(narrow.get("tokens/")) == (403, "permission_refused")
    assert administrator.send(f"tokens/{line['id']}/", method="delete").status_code == 204

    assert (narrow.get("people/").status_code, wide.get("people/").status_code) == (401, 200)


def test_another_persons_token_is_answered_like_one_that_never_was(alice, bob):
    program_of(alice)
    with open_city():
        foreign = ApiToken.objects.get().pk
    stranger = program_of(bob)

    answers = [
        stranger.send(f"/api/v1/tokens/{key}/", method="delete") for key in (foreign, bob.member_id)
    ]

    assert said(answers[0]) == (404, "not_found")
    assert answers[0].content == answers[1].content
    with open_city():
        assert ApiToken.objects.get(pk=foreign).revoked_at is None


def test_it_is_made_on_a_page_after_proving_to_be_there_and_told_once(bob, parks):
    browser = browser_of(bob)
    form = {"name": "同步", "days": "30", "scopes": ["people.view"], "unit": str(parks.id)}

    page = browser.post("/account/tokens/new/", form).content.decode()
    key = page.partition('class="secret">')[2].partition("<")[0]

    assert Program(key, PARKS).get("people/").status_code == 200
    listed = browser.get("/account/tokens/").content.decode()
    assert "同步" in listed
    assert key not in listed
    with open_city():
        row = ApiToken.objects.get()
    assert browser.post("/account/tokens/revoke/", {"row": "nonsense"}).status_code == 404
    assert browser.post("/account/tokens/revoke/", {"row": str(row.pk)}).status_code == 302
    assert Program(key, PARKS).get("people/").status_code == 401


def test_whoever_has_not_proved_to_be_there_is_asked_first(bob):
    browser = browser_of(bob)
    with open_city():
        Session.objects.update(confirmed_at=timezone.now() - timedelta(hours=1))

    answer = browser.post("/account/tokens/new/", {"name": "x"})

    assert answer.status_code == 302
    assert "confirm" in answer.headers["Location"]
    with open_city():
        assert not ApiToken.objects.exists()


def test_a_unit_sees_no_token_of_another(alice, charlie, parks, taxes):
    program_of(charlie, unit=taxes)

    with open_unit(parks):
        assert not ApiToken.objects.exists()
    with open_unit(taxes):
        assert ApiToken.objects.count() == 1


def test_making_and_revoking_one_leave_their_lines(bob, alice, parks):
    program = program_of(bob, prefix="/api/v1/u/parks/", unit=parks)
    with open_city():
        token = str(ApiToken.objects.get().pk)
        made = CityEntry.objects.get(subject=token)
        assert (made.action, made.person_name) == ("api.token_made", "Bob")
        assert program.key not in str(made.__dict__)

    program_of(alice).send(f"{PARKS}tokens/{token}/", method="delete")

    with open_unit(parks):
        line = AuditEntry.objects.get(subject=token)
        assert (line.action, line.person_name) == ("api.token_revoked", "Alice")
