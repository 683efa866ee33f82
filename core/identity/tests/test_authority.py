"""Administrators of city and counties, and the second person that a unit's administrator needs."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from core.context import open_city, open_unit
from core.identity.city_roles import APART, CityRole
from core.identity.errors import RoleTaken, WorksInUnit
from core.identity.models import Account, AdministratorRequest, Post, SecurityEvent, Session
from core.identity.services.accounts import new_account, set_second_factor
from core.identity.services.authority import assign_city_role
from core.jobs.worker import run_due
from core.modules.public import registry
from core.people.models import Member, RoleGrant
from core.people.permissions import KERNEL, held_by, offered
from core.people.services.members import MemberFacts, update_member
from core.web.access import Kind
from installer.testing.people import TOTP_SECRET, browser_of
from tests.routes.addresses import addresses

ASK = "/authority/requests/"
#: What an administrator of a unit may do: run the house, and know who works there.
HOUSEKEEPING = {
    "unit.view",
    "unit.manage",
    "people.view",
    "people.manage",
    "modules.manage",
    "fees.view",
}


def administrator(role, area=None, mobile="13900000077"):
    with open_city():
        account = new_account(name=f"{role}", mobile=mobile, home_unit_id=area and area.id)
        account.save()
        set_second_factor(account=account, secret=TOTP_SECRET)
        area_id = area.id if area else None
        assign_city_role(account=account, role=role, area_id=area_id, at=timezone.now())
        return account


def ask_for_bob(parks, alice, bob):
    with open_unit(parks):
        update_member(
            member_id=bob.member_id,
            facts=MemberFacts("Bob", "科员", "13900000002"),
            roles=["staff", "unit_admin"],
            by=alice,
            at=timezone.now(),
        )
        return AdministratorRequest.objects.get()


def roles_of_bob(parks):
    with open_unit(parks):
        grants = RoleGrant.objects.filter(member=Member.objects.get(name="Bob"))
        return set(grants.values_list("role", flat=True))


def test_a_unit_asks_for_an_administrator_and_a_second_person_of_the_county_decides(
    parks, cast, alice, bob
):
    asked = ask_for_bob(parks, alice, bob)
    his = browser_of(bob)
    assert roles_of_bob(parks) == {"staff"}

    chief = browser_of(administrator(CityRole.SECURITY, cast.county))
    page = chief.get(ASK).content.decode()
    chief.post(f"{ASK}decide/", {"row": str(asked.pk), "act": "approve"})
    again = chief.post(f"{ASK}decide/", {"row": str(asked.pk), "act": "refuse"})
    run_due(20)

    assert "园林镇" in page
    assert again.status_code == 409
    assert roles_of_bob(parks) == {"staff", "unit_admin"}
    assert his.get("/u/parks/people/")["Location"].startswith("/login/")
    with open_city():
        assert Post.objects.get(account__name="Bob").administers
        assert SecurityEvent.objects.latest("at").kind == SecurityEvent.Kind.ADMIN_APPROVED
    assert "批准单位管理员" in chief.get("/authority/events/").content.decode()


def test_whoever_asked_cannot_decide_nor_can_the_unit(parks, alice, bob):
    ask_for_bob(parks, alice, bob)

    with open_unit(parks), pytest.raises(ProgrammingError, match="permission denied"):
        AdministratorRequest.objects.update(state="approved")
    with open_city(), pytest.raises(IntegrityError, match="a_second_person_decides"):
        AdministratorRequest.objects.update(state="approved", decided_by=alice.account_id)


def test_a_county_serves_its_own_units_and_no_others(cast, parks, taxes, alice, bob):
    asked = ask_for_bob(parks, alice, bob)
    with open_city():
        AdministratorRequest.objects.update(unit=cast.city.id)
        Account.objects.filter(name="Charlie").update(home_unit=cast.city.id)
        charlie_id = Account.objects.get(name="Charlie").pk
    county = browser_of(administrator(CityRole.SECURITY, cast.county))
    city = browser_of(administrator(CityRole.SECURITY, mobile="13900000078"))
    found = "/authority/accounts/?text=Charlie"

    assert "Bob" not in county.get(ASK).content.decode()
    decided = county.post(f"{ASK}decide/", {"row": str(asked.pk), "act": "approve"})
    assert decided.status_code == 404
    assert "没有找到账号" in county.get(found).content.decode()
    assert county.post(f"/authority/accounts/{charlie_id}/disable/").status_code == 404
    assert county.get("/")["Location"] == ASK
    assert county.get("/city/").status_code == 403

    assert "Bob" in city.get(ASK).content.decode()
    theirs = browser_of(Account.objects.model(pk=charlie_id))
    assert city.post(f"/authority/accounts/{charlie_id}/disable/").status_code == 302
    assert theirs.get("/u/taxes/people/").status_code == 302
    with open_city():
        Session.objects.update(confirmed_at=None)
    assert city.post(f"/authority/accounts/{charlie_id}/enable/").status_code == 403


def test_the_three_serve_apart(cast, bob, account_named):
    bobs = account_named("Bob")
    with open_city(), pytest.raises(WorksInUnit), transaction.atomic():
        assign_city_role(account=bobs, role=CityRole.AUDIT, at=timezone.now())
    held = administrator(CityRole.AUDIT, cast.county)
    with open_city():
        for role, area_id in ((CityRole.AUDIT, None), (CityRole.SYSTEM, cast.county.id)):
            with pytest.raises(RoleTaken), transaction.atomic():
                assign_city_role(account=held, role=role, area_id=area_id, at=timezone.now())
        with pytest.raises(IntegrityError, match="only_the_city"), transaction.atomic():
            held.city_role.role = CityRole.OPERATOR
            held.city_role.save()


def test_none_of_them_opens_a_page_of_a_unit_even_with_a_post_in_it(parks, cast):
    pages = [
        *addresses("core.settings.unit_urls", "/u/parks/"),
        *addresses("core.settings.unit_api_urls", "/api/v1/u/parks/"),
    ]
    closed = [each for each in pages if each.rule and each.rule.kind is not Kind.PUBLIC]

    for number, (role, area) in enumerate(
        (r, a) for r in sorted(APART) for a in (None, cast.county)
    ):
        account = administrator(role, area, mobile=f"1390000010{number}")
        with open_city():
            Post.objects.create(
                account=account, unit_id=parks.id, state="accepted", started_on=timezone.localdate()
            )
        browser = browser_of(account)
        answers = {str(page): browser.get(page.path).status_code for page in closed}
        assert answers == dict.fromkeys(answers, 404), (role, area)


def test_the_administrators_role_of_a_unit_opens_no_business():
    modules = [module.name for module in registry()]

    assert held_by("unit_admin", modules) == HOUSEKEEPING
    assert {each.code for each in KERNEL} >= HOUSEKEEPING
    assert len(offered(modules)) > len(KERNEL)
