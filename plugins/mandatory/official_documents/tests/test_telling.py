"""Whom each step of a document tells, and in which words."""

from uuid import uuid4

import pytest

from core.context import open_unit
from core.jobs.worker import run_due
from plugins.mandatory.official_documents.services.issuing import (
    return_document,
    submit_for_signing,
)
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.tests.conftest import AT

ARRIVED = "有新公文待签收"


@pytest.fixture
def told(recording):
    """Do what waits; who was told what."""

    def until_nothing_waits() -> list[tuple[str, str]]:
        while run_due(limit=20):
            pass
        return sorted(recording.told)

    return until_nothing_waits


def test_each_step_tells_those_whose_turn_it_is(cast, sent, alice, bob, charlie, recording, told):
    assert told() == [
        ("Alice", ARRIVED),
        ("Charlie", ARRIVED),
        ("Dora", "有公文待您签发"),
        ("Erin", "您拟的公文已签发"),
        ("Erin", "有公文已签发，待编号分发"),
    ]
    bodies = {message.body for message in recording.messages if message.title == ARRIVED}
    assert bodies == {"测试县人民政府《关于报送防汛物资清单的通知》测政发〔2021〕1号"}


def test_what_was_signed_for_meanwhile_tells_nobody(cast, sent, alice, charlie, told):
    with open_unit(cast.parks):
        receive_document(envelope_id=sent.envelope_id, by=alice, at=AT, token=uuid4())

    assert [who for who, what in told() if what == ARRIVED] == ["Charlie"]


def test_a_document_returned_twice_tells_its_drafter_twice(cast, submitted, erin, dora, told):
    for _ in range(2):
        key = {"document_id": submitted.pk, "at": AT}
        with open_unit(cast.county):
            return_document(**key, opinion="请补充附件", by=dora, token=uuid4())
        with open_unit(cast.county):
            submit_for_signing(**key, signer_id=dora.member_id, by=erin, token=uuid4())

    assert told().count(("Erin", "您拟的公文被退回修改")) == 2
