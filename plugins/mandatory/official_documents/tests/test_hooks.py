"""What the module offers to pages, and the fact it announces."""

from uuid import uuid4

import pytest
from django.utils import timezone

from core.context import open_city, open_unit
from core.contracts.facts import DocumentDispatched
from core.exchange.models import Envelope
from core.jobs.worker import run_due
from core.modules.hooks import hookimpl
from core.modules.loading import host
from installer.testing.people import browser_of
from plugins.mandatory.official_documents.hooks import (
    menu_items,
    search_results,
    unit_page_panels,
    workbench_cards,
)
from plugins.mandatory.official_documents.selectors.registers import papers_of_year
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document
from plugins.mandatory.official_documents.tests.conftest import AT


class Listener:
    """Another module's ear."""

    def __init__(self):
        self.heard = []

    @hookimpl
    def document_dispatched(self, fact):
        self.heard.append(fact)


@pytest.fixture
def listener():
    """A module that listens wherever this one is active."""
    heard = host()._implementations["document_dispatched"]
    before = dict(heard)
    ear = Listener()
    host().register("official_documents", ear)
    yield ear
    heard.clear()
    heard.update(before)


def test_a_sent_document_is_announced_after_the_commit(cast, numbered, erin, listener):
    with open_unit(cast.county):
        sent = dispatch_document(document_id=numbered.pk, by=erin, at=AT, token=uuid4())
        assert listener.heard == []

    run_due(10, at=timezone.now())

    (fact,) = listener.heard
    assert fact == DocumentDispatched(
        envelope_id=sent.envelope_id,
        sender_unit_id=cast.county.id,
        organ_id=sent.organ_id,
        document_id=sent.pk,
        number="测政发〔2021〕1号",
        title=sent.title,
        recipients=2,
        at=AT,
    )


def test_the_menu_counts_what_waits_for_those_who_may_sign(cast, sent, alice, bob):
    with open_unit(cast.parks):
        (line,) = menu_items(alice)
        assert (line.permission, line.badge) == ("official_documents.receive", 1)
        (line,) = menu_items(bob)
        assert (line.permission, line.badge) == ("official_documents.draft", None)


def test_the_card_lists_what_waits_for_those_who_may_sign(cast, sent, alice, bob):
    with open_unit(cast.parks):
        (card,) = workbench_cards(alice)
        assert [one.envelope.title for one in card.context["receipts"]] == [sent.title]
        assert list(workbench_cards(bob)) == []


def test_papers_are_found_by_title_and_number_in_ones_own_unit(cast, sent, erin, alice, bob):
    with open_unit(cast.parks):
        receive_document(envelope_id=sent.envelope_id, by=alice, at=AT, token=uuid4())
        assert [hit.title for hit in search_results(alice, "测政发")] == [sent.title]
        assert list(search_results(alice, "没有")) == []
        assert list(search_results(bob, "防汛")) == []
    with open_unit(cast.county):
        (hit,) = search_results(erin, "防汛")
        assert hit.url == f"m/official_documents/documents/{sent.pk}/"


def test_the_units_page_counts_the_years_papers_of_this_unit_alone(cast, sent, erin, charlie):
    def papers(unit):
        with open_unit(unit):
            found = papers_of_year(AT.year)
            return found.sent, found.received, found.waiting

    assert papers(cast.county) == (1, 0, 0)
    assert papers(cast.taxes) == (0, 0, 1)


def test_the_units_page_shows_the_papers_to_whoever_may_see_them(cast, sent, erin, bob):
    with open_unit(cast.county):
        (panel,) = unit_page_panels(erin)
    with open_unit(cast.parks):
        assert list(unit_page_panels(bob)) == []

    assert panel.context["papers"].year == timezone.localdate().year


def test_a_most_urgent_paper_stands_over_every_page_until_it_is_signed_for(sent, parks, alice, bob):
    def page(person):
        return browser_of(person).get("/u/parks/people/").content.decode()

    assert "特急公文待签收" not in page(alice)
    with open_city():
        Envelope.objects.update(urgency="flash")

    assert "有 1 件特急公文待签收" in page(alice)
    assert "特急公文待签收" not in page(bob)
    with open_unit(parks):
        receive_document(envelope_id=sent.envelope_id, by=alice, at=AT, token=uuid4())
    assert "特急公文待签收" not in page(alice)
