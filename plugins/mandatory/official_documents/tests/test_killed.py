"""Killed before its commit, an act has not happened; done again, it happens whole."""

import multiprocessing
import os
import signal
from uuid import uuid4

import pytest
from django.db import connections

from core.context import open_city, open_unit
from core.exchange.models import Envelope, Receipt
from core.numbers.models import NumberTaken
from plugins.mandatory.official_documents.models import Act, Document, ReceivedDocument
from plugins.mandatory.official_documents.services.issuing import number_document
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document
from plugins.mandatory.official_documents.tests.conftest import AT

pytestmark = pytest.mark.processes


def _killed(unit, act) -> None:
    """Run ``act`` in a process of its own that dies by SIGKILL just before the commit."""

    def run() -> None:
        with open_unit(unit):
            act()
            os.kill(os.getpid(), signal.SIGKILL)

    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join(timeout=60)
    assert process.exitcode == -signal.SIGKILL


def test_killed_while_signing_for_it_nothing_is_half_done(cast, sent, alice):
    def act():
        return receive_document(envelope_id=sent.envelope_id, by=alice, at=AT, token=uuid4())

    _killed(cast.parks, act)

    with open_unit(cast.parks):
        assert Receipt.objects.get().state == "waiting"
        assert not ReceivedDocument.objects.exists()
    with open_unit(cast.parks):
        assert act().number == "收〔2021〕1号"


def test_killed_while_sending_nothing_has_left(cast, numbered, erin):
    def act():
        return dispatch_document(document_id=numbered.pk, by=erin, at=AT, token=uuid4())

    _killed(cast.county, act)

    with open_city():
        assert (Envelope.objects.count(), Receipt.objects.count()) == (0, 0)
    with open_unit(cast.county):
        assert Document.objects.get(pk=numbered.pk).state == "numbered"
        assert act().state == "dispatched"
    with open_city():
        assert (Envelope.objects.count(), Receipt.objects.count()) == (1, 2)


def test_killed_while_numbering_the_number_is_given_back(cast, signed, erin):
    def act():
        return number_document(document_id=signed.pk, code="测政发", by=erin, at=AT, token=uuid4())

    _killed(cast.county, act)

    with open_city():
        assert not NumberTaken.objects.exists()
    with open_unit(cast.county):
        assert act().number_text == "测政发〔2021〕1号"
        assert Act.objects.filter(kind="numbered").count() == 1
