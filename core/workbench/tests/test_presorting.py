"""秘书预排: appointed by the administrator; orders, hides nothing, and says who did it."""

from datetime import UTC, datetime, timedelta

import pytest

from core.context import open_unit
from core.errors import NotFound
from core.inbox.boxes import BOXES
from core.inbox.models import InboxItem
from core.inbox.public import Matter, put
from core.inbox.selectors import box_items
from core.people.services.joining import NewMember
from core.workbench.errors import AlreadySecretary, SecretaryUnfit
from core.workbench.models import Secretary
from core.workbench.services import appoint_secretary, arrange, end_secretary
from installer.testing.people import browser_of, hire, person_named

AT = datetime(2021, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def carol(parks):
    hire(parks, NewMember(name="Carol", mobile="13900000021", title="秘书", roles=("staff",)))
    return person_named("Carol", parks)


@pytest.fixture(autouse=True)
def _nobody_yet(parks):
    with open_unit(parks):
        Secretary.objects.all().delete()


@pytest.fixture
def appointment(parks, alice, carol):
    with open_unit(parks):
        return appoint_secretary(leader_id=alice.member, secretary_id=carol.member, by=alice, at=AT)


def _put(parks, person, reference, *, minutes=0, urgency=""):
    matter = Matter(
        module="test", reference=reference, title=f"事项{reference}", url="m/", urgency=urgency
    )
    with open_unit(parks):
        put(matter=matter, accounts=[person.account_id], at=AT + timedelta(minutes=minutes))


def _order(parks, person) -> str:
    with open_unit(parks):
        return " ".join(i.reference for i in box_items(person.account_id, BOXES["act"]))


def _ids(parks, person):
    with open_unit(parks):
        return {i.reference: i.pk for i in InboxItem.objects.filter(account_id=person.account_id)}


def test_the_order_of_the_secretary_stands_before_the_rest_and_hides_nothing(
    parks, alice, carol, appointment
):
    for n, reference in enumerate("abcd"):
        _put(parks, alice, reference, minutes=n, urgency="urgent" if reference == "a" else "")
    assert _order(parks, alice) == "a d c b"
    ids = _ids(parks, alice)

    with open_unit(parks):
        chosen = [ids["c"], ids["b"], appointment.pk]
        assert arrange(leader_id=alice.member, item_ids=chosen, by=carol, at=AT) == 2
    assert _order(parks, alice) == "c b a d"
    _put(parks, alice, "flood", urgency="flash")
    assert _order(parks, alice) == "flood c b a d"
    assert "Carol预排" in browser_of(alice).get("/u/parks/").content.decode()

    with open_unit(parks):
        arrange(leader_id=alice.member, item_ids=[], by=carol, at=AT)
    assert _order(parks, alice) == "flood a d c b"


def test_only_the_secretary_of_this_leader_arranges_and_only_while_it_lasts(
    parks, alice, bob, carol, appointment
):
    _put(parks, bob, "bob's")
    with open_unit(parks):
        for leader, by in ((alice, bob), (bob, carol)):
            with pytest.raises(NotFound):
                arrange(leader_id=leader.member, item_ids=[], by=by, at=AT)
        arrange(leader_id=alice.member, item_ids=_ids(parks, bob).values(), by=carol, at=AT)
        end_secretary(appointment_id=appointment.pk, by=alice, at=AT)
        with pytest.raises(NotFound):
            arrange(leader_id=alice.member, item_ids=[], by=carol, at=AT)
        with pytest.raises(NotFound):
            end_secretary(appointment_id=appointment.pk, by=alice, at=AT)
        assert not InboxItem.objects.filter(reference="bob's").exclude(placed_by="").exists()


def test_an_unfit_pair_is_refused(parks, alice, carol, appointment):
    def appoint(leader_id, secretary_id):
        appoint_secretary(leader_id=leader_id, secretary_id=secretary_id, by=alice, at=AT)

    with open_unit(parks):
        with pytest.raises(SecretaryUnfit):
            appoint(alice.member, alice.member)
        with pytest.raises(SecretaryUnfit):
            appoint(alice.member, appointment.pk)
        with pytest.raises(AlreadySecretary):
            appoint(alice.member, carol.member)


def test_the_pages_appoint_arrange_and_end(parks, alice, bob, carol):
    _put(parks, alice, "a")
    _put(parks, alice, "b", minutes=5)
    admin, secretary = browser_of(alice), browser_of(carol)
    pair = {"leader_id": alice.member, "secretary_id": carol.member}
    arranging = f"/u/parks/presort/{alice.member}/"

    assert secretary.get(arranging).status_code == 404
    assert secretary.post("/u/parks/secretaries/", pair).status_code == 403
    assert admin.post("/u/parks/secretaries/", pair).status_code == 302
    assert admin.post("/u/parks/secretaries/", pair).status_code == 422
    assert arranging in secretary.get("/u/parks/").content.decode()

    ids = _ids(parks, alice)
    order = {f"place-{ids['b']}": "2", f"place-{ids['a']}": "1", "place-x": "1", "place-": "9"}
    assert secretary.post(arranging, order).status_code == 302
    assert _order(parks, alice) == "a b"
    assert "事项a" in secretary.get(arranging).content.decode()
    assert browser_of(bob).get(arranging).status_code == 404

    with open_unit(parks):
        [appointment] = Secretary.objects.all()
    admin.post(f"/u/parks/secretaries/{appointment.pk}/end/")
    assert secretary.get(arranging).status_code == 404


def test_one_goes_through_the_matters_card_by_card(parks, alice, bob):
    _put(parks, alice, "a", urgency="flash")

    page = browser_of(alice).get("/u/parks/inbox/one-by-one/").content.decode()

    assert "事项a" in page
    assert "特急" in page
    assert "没有待办事项" in browser_of(bob).get("/u/parks/inbox/one-by-one/").content.decode()
