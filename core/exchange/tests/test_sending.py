"""One envelope, one receipt per unit, one copy of each file; sender and recipients see it."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection
from django.test.utils import CaptureQueriesContext

from core.context import open_city, open_unit
from core.db.keys import new_id
from core.errors import NotFound
from core.exchange.models import Envelope, Receipt
from core.exchange.public import (
    Addressees,
    NobodyToReceive,
    dispatch,
    matrix_of,
    receipts_in,
    receipts_of,
    sent_envelope,
    signed_counts,
    waiting_for,
)
from core.exchange.tests.conftest import AT
from core.files.public import open_for, store
from core.units.models import Unit

PDF = b"%PDF-1.7 annex"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.CITYDESK_HOME = tmp_path


def _send(unit, letter, to, *, token="t1"):  # noqa: S107 -- names an act
    with open_unit(unit):
        return dispatch(letter=letter, to=to, token=token, at=AT)


def _waiting(unit) -> list[str]:
    with open_unit(unit):
        return [receipt.envelope.title for receipt in waiting_for()]


def test_every_addressee_has_it_waiting_and_nobody_else(cast, letter, to_both):
    _send(cast.county, letter, to_both)

    assert _waiting(cast.parks) == _waiting(cast.taxes) == ["关于报送材料的通知"]
    assert _waiting(cast.city) == _waiting(cast.county) == []


def test_a_unit_that_is_not_addressed_sees_nothing(cast, letter, organs):
    envelope = _send(cast.county, letter, Addressees(main=(organs.parks,)))

    with open_unit(cast.taxes):
        assert [*Envelope.objects.all(), *Receipt.objects.all()] == []
        with pytest.raises(NotFound):
            sent_envelope(envelope.id)


def test_a_recipient_sees_only_its_own_receipt(cast, letter, to_both):
    envelope = _send(cast.county, letter, to_both)

    with open_unit(cast.parks):
        assert [receipt.unit_id for receipt in Receipt.objects.all()] == [cast.parks.id]
        assert list(receipts_of(envelope.id)) == []
    with open_unit(cast.county):
        assert receipts_of(envelope.id).count() == 2


def test_two_organs_of_one_unit_make_one_receipt_under_both_names(cast, letter, organs):
    to = Addressees(main=(organs.parks,), cc=(organs.parks_party,))
    envelope = _send(cast.county, letter, to)

    with open_unit(cast.county):
        receipt = receipts_of(envelope.id).get()
    assert (receipt.role, receipt.addressed_as) == ("main", "parks机关、parks_party机关")


def test_the_same_act_again_sends_nothing(cast, letter, to_both):
    first = _send(cast.county, letter, to_both)
    again = _send(cast.county, letter, to_both)

    assert first.id == again.id
    with open_city():
        assert (Envelope.objects.count(), Receipt.objects.count()) == (1, 2)


def test_a_number_is_sent_under_once(cast, letter, to_both):
    _send(cast.county, letter, to_both)

    with pytest.raises(IntegrityError, match="one_envelope_per_number"):
        _send(cast.county, letter, to_both, token="t2")


def test_documents_without_a_number_do_not_collide(cast, letter, to_both):
    for token in ("a", "b"):
        _send(cast.county, replace(letter, number_text=""), to_both, token=token)

    assert len(_waiting(cast.parks)) == 2


@pytest.mark.parametrize("name", ["county", "outside"])
def test_a_document_that_reaches_no_other_unit_is_refused(cast, letter, organs, name):
    with pytest.raises(NobodyToReceive):
        _send(cast.county, letter, Addressees(main=(getattr(organs, name),)))

    with open_city():
        assert Envelope.objects.count() == 0


@pytest.mark.parametrize(("state", "waiting"), [("suspended", 1), ("pending", 1), ("closed", 0)])
def test_a_suspended_unit_gets_its_receipt_and_a_closed_one_does_not(
    cast, letter, to_both, state, waiting
):
    with open_city():
        Unit.objects.filter(pk=cast.parks.id).update(state=state)

    envelope = _send(cast.county, letter, to_both)

    with open_city():
        assert Receipt.objects.filter(unit_id=cast.parks.id, envelope=envelope).count() == waiting


def test_files_are_readable_by_recipients_and_by_nobody_else(cast, letter, organs):
    with open_unit(cast.county):
        file = store([PDF], name="附件.pdf", holder_id=new_id(), at=AT)
    _send(cast.county, replace(letter, files=(file,)), Addressees(main=(organs.parks,)))

    with open_unit(cast.parks), open_for(cast.parks, file.sha256) as content:
        assert content.read() == PDF
    with open_unit(cast.taxes), pytest.raises(NotFound):
        open_for(cast.taxes, file.sha256)


def test_sending_takes_the_same_statements_however_many_receive(cast, letter, organs):
    with open_unit(cast.county):
        file = store([PDF], name="附件.pdf", holder_id=new_id(), at=AT)
    letter = replace(letter, files=(file,))
    counts = []
    for token, main in (("a", (organs.parks,)), ("b", (organs.parks, organs.taxes, organs.city))):
        with open_unit(cast.county), CaptureQueriesContext(connection) as queries:
            dispatch(
                letter=replace(letter, number_text=""),
                to=Addressees(main=main),
                token=token,
                at=AT,
            )
        counts.append(len(queries))

    assert counts == [4, 4]


def test_the_sender_sees_how_many_signed_by_level_and_area(cast, letter, organs):
    to = Addressees(main=(organs.parks, organs.taxes, organs.city))
    envelope = _send(cast.county, letter, to)

    with open_unit(cast.county):
        groups = [(group.level, group.signed, group.total) for group in matrix_of(envelope.id)]
        assert groups == [("city", 0, 1), ("township", 0, 2)]
        township = matrix_of(envelope.id)[1]
        inside = receipts_in(envelope.id, level="township", area=township.area)
        assert {receipt.unit_id for receipt in inside} == {cast.parks.id, cast.taxes.id}
        assert receipts_in(envelope.id, level="city", area=None).count() == 1
        assert signed_counts([envelope.id])[envelope.id].total == 3
    with open_unit(cast.parks):
        assert matrix_of(envelope.id) == []


def test_a_sent_document_is_never_changed(cast, letter, to_both):
    _send(cast.county, letter, to_both)

    for unit in (cast.county, cast.parks):
        with open_unit(unit), pytest.raises(ProgrammingError, match="permission denied"):
            Envelope.objects.update(title="另一个标题")


def test_nobody_sends_in_anothers_name(cast, letter):
    with open_unit(cast.taxes), pytest.raises(ProgrammingError, match="row-level security"):
        _forge(cast.county.id, letter)


def test_nobody_writes_himself_a_receipt_for_anothers_document(cast, letter, organs):
    envelope = _send(cast.county, letter, Addressees(main=(organs.parks,)))

    for sender in (cast.county.id, cast.taxes.id):
        with pytest.raises(DatabaseError), open_unit(cast.taxes):
            Receipt.objects.create(
                envelope_id=envelope.id, unit_id=cast.taxes.id, sender_unit_id=sender, role="cc"
            )
    with open_unit(cast.taxes):
        assert list(Envelope.objects.all()) == []


def _forge(sender_id, letter) -> None:
    Envelope.objects.create(
        sender_unit_id=sender_id,
        organ_id=letter.organ_id,
        organ_name="冒名",
        title="冒名",
        doc_type="notice",
        paper={},
        content_hash="0" * 64,
        dispatched_at=AT,
        token="forged",
    )


def test_nobody_sends_in_the_name_of_another_units_organ(cast, letter, organs, to_both):
    with pytest.raises(ProgrammingError, match="row-level security"):
        _send(cast.taxes, replace(letter, organ_id=organs.county), to_both)
