"""Every hook at work, called the way the platform calls it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core.contracts.absence import PersonOut
from core.contracts.decisions import Decision
from core.contracts.facts import DocumentDispatched, ModuleInstalled, UnitProvisioned
from core.contracts.handover import Handover, OpenMatter
from core.contracts.pages import (
    MenuItem,
    Panel,
    RegisterColumn,
    SearchResult,
    TodayItem,
    UrgentBanner,
    WorkbenchCard,
)
from core.contracts.people import Person
from core.contracts.readings import MattersRead
from core.modules import leaving, pages
from core.modules.facts import fact_from_json
from core.modules.tests.conftest import plugin
from core.people.models import Member

ALICE = Person(account_id=uuid4(), name="Alice", permissions=frozenset({"one.view"}))
ID = UUID(int=7)


@pytest.fixture
def at_work(host, in_parks_with, monkeypatch):
    """Registers an implementation as the module ``one``, active in Parks, and opens a page."""
    monkeypatch.setattr(pages, "host", lambda: host)

    def register(implementation):
        host.register("one", plugin(implementation))
        return in_parks_with("one")

    return register


@pytest.fixture
def request_of_alice():
    return RequestFactory().get("/")


@pytest.fixture
def drawn(monkeypatch):
    """Templates draw their name and context, so that no file is needed."""
    monkeypatch.setattr(
        pages, "render_to_string", lambda name, context: f"{name} for {context['who']}"
    )


def test_hook_menu_items(at_work, monkeypatch):
    monkeypatch.setattr(pages, "reverse", lambda name: f"/{name}/")

    def menu_items(person):
        yield MenuItem("Second", "one:b", "one.view", order=2, badge=3)
        yield MenuItem("First", "one:a", "one.view", order=1)
        yield MenuItem("Not for Alice", "one:c", "one.rule")

    with at_work(menu_items):
        lines = list(pages.menu_lines(ALICE))

    assert [(str(line.title), line.url, line.badge) for line in lines] == [
        ("Second", "/one:b/", 3),
        ("First", "/one:a/", 0),
    ]


def test_hook_people_out(at_work):
    day = date(2026, 5, 1)

    def people_out(member_ids, on):
        yield PersonOut(member_ids[0], "外出", on)
        yield PersonOut(member_ids[0], "请假", on + timedelta(days=3))
        yield PersonOut(UUID(int=8), "谁也没有问到的人")

    with at_work(people_out):
        out = pages.people_out([ID], day)

    assert out == {ID: PersonOut(ID, "请假", date(2026, 5, 4))}


def test_hook_workbench_cards(at_work, request_of_alice, drawn):
    def workbench_cards(person):
        yield WorkbenchCard("Later", "one/b.html", {"who": person.name}, order=9)
        yield WorkbenchCard("Sooner", "one/a.html", {"who": person.name}, order=1)

    with at_work(workbench_cards):
        cards = pages.workbench_cards(request_of_alice, ALICE)

    assert [(card.title, card.html) for card in cards] == [
        ("Sooner", "one/a.html for Alice"),
        ("Later", "one/b.html for Alice"),
    ]


def test_hook_unit_page_panels(at_work, request_of_alice, drawn):
    def unit_page_panels(person):
        yield Panel("Panel", "one/a.html", {"who": person.name})

    with at_work(unit_page_panels):
        [panel] = pages.unit_page_panels(request_of_alice, ALICE)

    assert (panel.module, panel.html) == ("one", "one/a.html for Alice")


def test_hook_handling_panels(at_work, request_of_alice, drawn):
    def handling_panels(reference):
        yield Panel("Panel", "one/a.html", {"who": reference})

    with at_work(handling_panels):
        [panel] = pages.handling_panels(request_of_alice, ALICE, "two:7")

    assert panel.html == "one/a.html for two:7"


def test_hook_register_columns(at_work):
    def register_columns(register):
        yield RegisterColumn("late", "Late", lambda keys: {keys[0]: register})

    with at_work(register_columns):
        [column] = pages.register_columns("two:incoming", [ID, UUID(int=8)])

    assert (column.code, column.cells) == ("late", {ID: "two:incoming"})


@pytest.mark.parametrize("cells", [{UUID(int=9): "x"}, {ID: 7}, {"7": "x"}], ids=repr)
def test_cells_of_other_rows_or_of_no_text_are_left_out(at_work, cells):
    def register_columns(register):
        yield RegisterColumn("late", "Late", lambda _keys: cells)

    with at_work(register_columns):
        assert pages.register_columns("two:incoming", [ID]) == []


def test_hook_search_results(at_work):
    def search_results(person, query):
        yield SearchResult(query, "/u/parks/m/one/7/")

    with at_work(search_results):
        [answer] = pages.search_results(ALICE, "tree")

    assert answer.items == (SearchResult("tree", "/u/parks/m/one/7/"),)


@pytest.mark.parametrize("url", ["https://elsewhere", "javascript:x", "/u/parks/m/two/"])
def test_a_hit_that_leads_elsewhere_is_left_out(at_work, url):
    def search_results(person, query):
        yield SearchResult(query, url)

    with at_work(search_results):
        [answer] = pages.search_results(ALICE, "tree")

    assert answer.items == ()


def test_hook_today_items(at_work):
    nine = datetime(2021, 3, 1, 1, tzinfo=UTC)

    def today_items(person, day):
        yield TodayItem("Council", "/u/parks/m/one/7/", "meeting", nine)
        yield TodayItem(f"Report of {day}", "/u/parks/m/one/8/", "deadline")

    with at_work(today_items):
        items = pages.today_items(ALICE, date(2021, 3, 1))

    assert [item.title for item in items] == ["Report of 2021-03-01", "Council"]


def test_hook_urgent_banners(at_work):
    def urgent_banners(person):
        yield UrgentBanner("Flood", "/u/parks/m/one/", "Sign for it")
        yield UrgentBanner("Lure", "https://elsewhere/", "Click")

    with at_work(urgent_banners):
        assert list(pages.urgent_banners(ALICE)) == []

    def honest(person):
        yield UrgentBanner("Flood", "/u/parks/m/one/", "Sign for it")

    honest.__name__ = "urgent_banners"
    with at_work(honest):
        [banner] = pages.urgent_banners(ALICE)
    assert (banner.text, banner.kind, banner.act) == ("Flood", "bad", "Sign for it")


def told(at_work, host, outbox, listener, fact):
    """Announces the fact and delivers what stands in the outbox, as the job does."""
    with at_work(listener):
        host.announce(fact)
        [(_job, args)] = outbox
        host.deliver(fact_from_json(args["hook"], args["fact"]), args["module"])


def test_hook_unit_provisioned(at_work, host, outbox):
    heard = []

    def unit_provisioned(fact):
        heard.append(fact)

    told(at_work, host, outbox, unit_provisioned, UnitProvisioned(ID, "parks", timezone.now()))

    assert [fact.unit_code for fact in heard] == ["parks"]


def test_hook_module_installed(at_work, host, outbox):
    heard = []

    def module_installed(fact):
        heard.append(fact)

    fact = ModuleInstalled(ID, "two", "1.0", timezone.now())
    told(at_work, host, outbox, module_installed, fact)

    assert heard == [fact]


def test_hook_document_dispatched(at_work, host, outbox):
    heard = []

    def document_dispatched(fact):
        heard.append(fact)

    fact = DocumentDispatched(ID, ID, ID, ID, "园政发〔2026〕1号", "植树", 3, timezone.now())
    told(at_work, host, outbox, document_dispatched, fact)

    assert heard == [fact]


def test_hook_decided(at_work, host):
    heard = []

    def decided(decision):
        heard.append(decision)

    decision = Decision("one:7", "approved", ID, timezone.now())
    with at_work(decided):
        host.call_owner("one", "decided", decision=decision)
        host.call_owner("one", "decided", decision=replace(decision, outcome="refused"))

    assert [each.outcome for each in heard] == ["approved", "refused"]


def test_hook_matters_read(at_work, host):
    heard = []

    def matters_read(reading):
        heard.extend(reading.references)

    reading = MattersRead(("7", "8"), ID, "Alice", timezone.now())
    with at_work(matters_read):
        host.call_owner("one", "matters_read", reading=reading)

    assert heard == ["7", "8"]


def test_hook_open_matters(at_work, host, monkeypatch):
    monkeypatch.setattr(leaving, "host", lambda: host)
    member = Member(id=ID, account_id=ID)

    def open_matters(member_id):
        yield OpenMatter("7", f"lent to {member_id.int}", "out", "m/one/loans/")

    with at_work(open_matters):
        groups = list(leaving.ModuleMatters().groups(member))

    assert [(group.key, group.required) for group in groups] == [("module:one", True)]
    assert groups[0].matters == (OpenMatter("7", "lent to 7", "out", "m/one/loans/"),)


def test_a_module_that_cannot_say_what_is_open_keeps_the_member_here(at_work, host, monkeypatch):
    monkeypatch.setattr(leaving, "host", lambda: host)

    def open_matters(member_id):
        yield OpenMatter("7", "of another module", "", "m/two/loans/")

    with at_work(open_matters), pytest.raises(leaving.MattersUnknown, match="one"):
        list(leaving.ModuleMatters().groups(Member(id=ID, account_id=ID)))


def test_hook_take_over(at_work, host):
    heard = []

    def take_over(handover):
        heard.append(handover)

    given = Handover(ID, "Bob", ID, "Alice", "主任", by=ALICE, at=timezone.now())
    with at_work(take_over):
        host.call_owner("one", "take_over", handover=given)

    assert heard == [given]
