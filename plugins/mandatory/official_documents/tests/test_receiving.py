"""签收: once per unit, registered without gaps, by whoever may, and by nobody else."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from core.context import open_city, open_unit
from core.errors import NotFound, PermissionRefused
from core.exchange.public import AlreadySignedFor, receipts_of, received_envelope, waiting_for
from core.units.histories import rename_organs, rename_units
from core.units.models import Organ, Unit
from plugins.mandatory.official_documents.models import Act, Document, ReceivedDocument
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document
from plugins.mandatory.official_documents.tests.conftest import AT

LATER = AT + timedelta(hours=2)


def _receive(unit, envelope_id, by, *, at=LATER, token=None):
    with open_unit(unit):
        return receive_document(envelope_id=envelope_id, by=by, at=at, token=token or uuid4())


def _register(unit) -> list[tuple[str, str]]:
    with open_unit(unit):
        return [(row.number, row.signer_name) for row in ReceivedDocument.objects.order_by("seq")]


def test_signing_for_registers_under_the_units_own_number(cast, sent, alice):
    received = _receive(cast.parks, sent.envelope_id, alice)

    assert (received.number, received.number_text) == ("收〔2021〕1号", "测政发〔2021〕1号")
    assert (received.organ_name, received.role) == ("测试县人民政府", "main")
    with open_unit(cast.county):
        receipt = receipts_of(sent.envelope_id).get(unit_id=cast.parks.id)
    assert (receipt.signed_name, receipt.signed_at) == ("Alice", LATER)
    assert receipt.register_reference == f"official_documents:{received.pk}"


def test_the_same_request_again_gives_the_same_line(cast, sent, alice):
    token = uuid4()
    first, again = (_receive(cast.parks, sent.envelope_id, alice, token=token) for _ in range(2))

    assert first.pk == again.pk
    assert _register(cast.parks) == [("收〔2021〕1号", "Alice")]


def test_a_second_clerk_is_told_who_was_quicker(cast, sent, alice, bob):
    _receive(cast.parks, sent.envelope_id, alice)
    clerk = replace(bob, permissions=alice.permissions)

    with pytest.raises(AlreadySignedFor, match="Alice"):
        _receive(cast.parks, sent.envelope_id, clerk)

    assert _register(cast.parks) == [("收〔2021〕1号", "Alice")]


def test_without_the_permission_nobody_signs(cast, sent, bob):
    with pytest.raises(PermissionRefused):
        _receive(cast.parks, sent.envelope_id, bob)


def test_what_went_to_others_is_not_there(cast, sent, erin):
    clerk = replace(erin, permissions=erin.permissions | {"official_documents.receive"})

    with pytest.raises(NotFound):
        _receive(cast.county, sent.envelope_id, clerk)
    with pytest.raises(NotFound):
        _receive(cast.county, uuid4(), clerk)


def test_the_other_unit_keeps_waiting(cast, sent, alice):
    _receive(cast.parks, sent.envelope_id, alice)

    with open_unit(cast.taxes):
        assert len(waiting_for()) == 1
    assert _register(cast.taxes) == []


def test_a_suspended_units_receipt_waits_for_it(cast, numbered, erin, alice):
    with open_city():
        Unit.objects.filter(pk=cast.parks.id).update(state="suspended")
    with open_unit(cast.county):
        sent = dispatch_document(document_id=numbered.pk, by=erin, at=AT, token=uuid4())
    with open_city():
        Unit.objects.filter(pk=cast.parks.id).update(state="active")

    assert _receive(cast.parks, sent.envelope_id, alice).number == "收〔2021〕1号"


def test_numbers_of_receipt_begin_anew_each_year(cast, sent, alice, charlie):
    at_midnight = AT.replace(year=2021, month=12, day=31, hour=16)

    assert _receive(cast.parks, sent.envelope_id, alice, at=at_midnight).number == "收〔2022〕1号"
    assert _receive(cast.taxes, sent.envelope_id, charlie).number == "收〔2021〕1号"


def test_of_two_clerks_at_once_one_signs_and_the_register_has_one_line(cast, sent, alice):
    def clerk(serial: int) -> str:
        by = replace(alice, name=f"Clerk {serial}")
        try:
            return _receive(cast.parks, sent.envelope_id, by).signer_name
        except AlreadySignedFor:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        outcomes = list(pool.map(clerk, range(12)))

    signer = next(name for name in outcomes if name != "refused")
    assert outcomes.count("refused") == 11
    assert _register(cast.parks) == [("收〔2021〕1号", signer)]


def test_a_refused_signature_leaves_no_gap_in_the_register(cast, sent, alice, charlie):
    _receive(cast.parks, sent.envelope_id, alice)
    with pytest.raises(AlreadySignedFor):
        _receive(cast.parks, sent.envelope_id, alice)

    with open_unit(cast.parks):
        assert Act.objects.filter(kind="received").count() == 1
    assert _register(cast.parks) == [("收〔2021〕1号", "Alice")]


def test_documents_keep_the_names_of_their_day(cast, sent, organs, alice):
    received = _receive(cast.parks, sent.envelope_id, alice)
    next_day = AT.date() + timedelta(days=1)
    with open_city():
        parks, county = Unit.objects.get(code="parks"), Organ.objects.get(pk=organs.county)
        rename_units({parks: ("测试县公园镇", "公园镇")}, on=next_day, reason="更名")
        rename_organs({county: ("测试市人民政府", "测试市政府")}, on=next_day)

    with open_unit(cast.county):
        receipt = receipts_of(sent.envelope_id).get(unit_id=cast.parks.id)
        assert (receipt.unit_name, receipt.unit_short_name) == ("测试县园林镇", "园林镇")
        assert Document.objects.get(pk=sent.pk).organ_name == "测试县人民政府"
    with open_unit(cast.parks):
        assert ReceivedDocument.objects.get(pk=received.pk).organ_name == "测试县人民政府"
        envelope, own = received_envelope(sent.envelope_id)
        assert (envelope.organ_name, own.addressed_as) == ("测试县人民政府", "园林镇人民政府")


def test_a_document_after_the_renaming_has_the_new_names(cast, numbered, erin):
    with open_city():
        parks = Unit.objects.get(code="parks")
        rename_units({parks: ("测试县公园镇", "公园镇")}, on=AT.date(), reason="更名")

    with open_unit(cast.county):
        sent = dispatch_document(document_id=numbered.pk, by=erin, at=AT, token=uuid4())
        assert receipts_of(sent.envelope_id).get(unit_id=cast.parks.id).unit_name == "测试县公园镇"
