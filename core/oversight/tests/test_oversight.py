"""A superior sees of the units below what was granted, while it was, and nothing of their own."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.context import open_city, open_unit
from core.contracts.people import Person
from core.identity.models import Account, CityRoleAssignment
from core.inbox.models import InboxItem, ItemState, Kind
from core.oversight.errors import BranchUnknown, DaysUnfit, NobodyByNumber, SeenAlready
from core.oversight.models import OversightGrant, What
from core.oversight.services import Wish, end_oversight, grant_oversight
from core.units.models import Unit
from installer.testing.people import browser_of, make_operator

CHARLIE = "13900000003"


@pytest.fixture
def security(cast):
    """The city's security administrator."""
    account = make_operator("安全管理员")
    with open_city():
        CityRoleAssignment.objects.filter(account=account).update(role="security")
    return account


def grant(by, *, what=What.RECEIPTS, root="county", number=CHARLIE, first=0, last=30):
    today = timezone.localdate()
    wish = Wish(
        number, root, what, today + timedelta(days=first), today + timedelta(days=last), "会议纪要"
    )
    with open_city():
        person = Person(by.pk, by.name)
        return grant_oversight(wish=wish, by=person, at=timezone.now())


def open_matter(unit, person, title):
    with open_unit(unit):
        InboxItem.objects.create(
            account_id=person.account_id,
            unit_id=unit.id,
            module="official_documents",
            reference=str(uuid4()),
            kind=Kind.ACT,
            title=title,
            url="/",
            state=ItemState.OPEN,
            arrived_at=timezone.now(),
        )


def test_without_a_grant_nothing_of_the_units_below_is_seen(parks, charlie, alice):
    open_matter(parks, alice, "防汛值班")
    browser = browser_of(charlie)

    assert "没有可查看的下级单位" in browser.get("/oversight/").content.decode()
    assert browser.get("/oversight/units/parks/inbox_titles/").status_code == 404


def test_what_was_granted_is_seen_of_the_branch_and_nothing_else(
    parks, charlie, alice, bob, security
):
    open_matter(parks, alice, "防汛值班")
    grant(security, what=What.COUNTERS)
    grant(security, what=What.INBOX_TITLES)
    browser = browser_of(charlie)

    page = browser.get("/oversight/").content.decode()

    assert "园林镇" in page
    assert "待签收" not in page
    assert "防汛值班" in browser.get("/oversight/units/parks/inbox_titles/").content.decode()
    for foreign in ("parks/directory", "city/inbox_titles", "nowhere/inbox_titles", "parks/x"):
        assert browser.get(f"/oversight/units/{foreign}/").status_code == 404
    assert browser.get("/u/parks/people/").status_code == 404
    assert browser_of(bob).get("/oversight/units/parks/inbox_titles/").status_code == 404


@pytest.mark.parametrize(("first", "last", "seen"), [(0, 0, True), (1, 9, False)])
def test_a_grant_counts_on_its_days(parks, charlie, security, first, last, seen):
    grant(security, what=What.DIRECTORY, first=first, last=last)

    page = browser_of(charlie).get("/oversight/units/parks/directory/")

    assert (page.status_code == 200) is seen


def test_an_ended_grant_shows_nothing_and_stays_on_record(parks, charlie, security):
    made = grant(security, what=What.DIRECTORY)
    with open_city():
        end_oversight(grant_id=made.pk, by=Person(security.pk, "安全"), at=timezone.now())

    assert browser_of(charlie).get("/oversight/units/parks/directory/").status_code == 404
    with open_city():
        assert OversightGrant.objects.get(pk=made.pk).ended_by == "安全"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"number": "13912340000"}, NobodyByNumber),
        ({"root": "nowhere"}, BranchUnknown),
        ({"first": 5, "last": 4}, DaysUnfit),
        ({"first": -9, "last": -1}, DaysUnfit),
        ({"last": 400}, DaysUnfit),
    ],
)
def test_a_grant_names_somebody_a_branch_and_its_days(cast, charlie, security, wrong, refusal):
    with pytest.raises(refusal):
        grant(security, **wrong)


def test_the_same_is_not_granted_twice_at_a_time(charlie, security):
    grant(security)

    with pytest.raises(SeenAlready):
        grant(security, first=10, last=40)


def test_only_the_security_administrator_grants(cast, charlie, alice, security):
    today = timezone.localdate().isoformat()
    wish = {
        "number": CHARLIE, "root_code": "county", "what": "directory", "first_day": today,
        "last_day": today, "reason": "会议纪要",
    }  # fmt: skip
    operator = make_operator("平台管理员", "13900008888")

    done = browser_of(security).post("/city/oversight/", wish)
    again = browser_of(security).post("/city/oversight/", wish)

    assert (done.status_code, again.status_code) == (302, 422)
    assert browser_of(security).get("/city/oversight/").status_code == 200
    for other in (operator, alice):
        assert browser_of(other).get("/city/oversight/").status_code == 403
    with open_city():
        made = OversightGrant.objects.get()
        assert Account.objects.get(pk=made.account_id).mobile == CHARLIE
    assert browser_of(alice).post(f"/city/oversight/{made.pk}/end/").status_code == 403
    assert browser_of(security).post(f"/city/oversight/{made.pk}/end/").status_code == 302


def test_the_page_asks_the_same_queries_however_large_the_branch_is(
    charlie, security, django_assert_max_num_queries
):
    grant(security, root="county")
    small, large = "taxes", "city"
    browser = browser_of(charlie)
    browser.get("/oversight/")
    with open_city():
        OversightGrant.objects.update(root=root_of(small))
    with django_assert_max_num_queries(40) as few:
        browser.get("/oversight/")
    with open_city():
        OversightGrant.objects.update(root=root_of(large))

    with django_assert_max_num_queries(40) as many:
        assert "园林镇" in browser.get("/oversight/").content.decode()

    assert len(many) == len(few)


def root_of(code):

    return Unit.objects.get(code=code)
