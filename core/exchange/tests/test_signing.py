"""签收 happens once, by the recipient, together with the line in its register."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection

from core.audit.models import AuditEntry
from core.context import open_city, open_unit
from core.errors import NotFound
from core.exchange.models import Receipt
from core.exchange.public import AlreadySignedFor, dispatch, receipts_of, sign_for
from core.exchange.tests.conftest import AT, person

LATER = AT + timedelta(hours=2)


@pytest.fixture
def envelope(cast, letter, to_both):
    """A document that waits in Parks and Taxes."""
    with open_unit(cast.county):
        return dispatch(letter=letter, to=to_both, token="t1", at=AT)


def _sign(unit, envelope, by, at=LATER, reference="r1"):
    with open_unit(unit):
        return sign_for(envelope_id=envelope.id, by=by, at=at, register_reference=reference)


def _receipt(cast, envelope) -> Receipt:
    with open_unit(cast.county):
        return receipts_of(envelope.id).get(unit_id=cast.parks.id)


def test_the_sender_sees_who_signed_and_when(cast, envelope, alice):
    _sign(cast.parks, envelope, alice)

    receipt = _receipt(cast, envelope)
    assert (receipt.state, receipt.signed_name, receipt.signed_title) == ("signed", "Alice", "文书")
    assert receipt.signed_at == LATER


def test_a_second_signature_is_refused_and_changes_nothing(cast, envelope, alice, bob):
    _sign(cast.parks, envelope, alice)

    with pytest.raises(AlreadySignedFor, match="Alice"):
        _sign(cast.parks, envelope, bob, at=LATER + timedelta(hours=1))

    assert _receipt(cast, envelope).signed_name == "Alice"


def test_what_was_not_addressed_to_the_unit_cannot_be_signed_for(cast, envelope):
    with pytest.raises(NotFound):
        _sign(cast.city, envelope, person("Dora", cast.city))


def test_the_sender_cannot_sign_in_a_recipients_place(cast, envelope):
    with pytest.raises(NotFound):
        _sign(cast.county, envelope, person("Eve", cast.county))

    with open_unit(cast.county):
        assert Receipt.objects.update(state="signed", signed_at=LATER) == 0


def test_the_sender_cannot_send_what_is_signed_already(cast, envelope, alice):
    forged = Receipt(
        envelope_id=envelope.id,
        unit_id=cast.city.id,
        sender_unit_id=cast.county.id,
        role="main",
        state="signed",
        signed_at=LATER,
        signed_by=alice.account_id,
        signed_name="Dora",
    )

    with pytest.raises(ProgrammingError, match="row-level security"), open_unit(cast.county):
        Receipt.objects.bulk_create([forged])


def test_a_signature_cannot_be_taken_back(cast, envelope, alice):
    _sign(cast.parks, envelope, alice)

    with pytest.raises(IntegrityError, match="not changed"), open_unit(cast.parks):
        Receipt.objects.update(state="waiting", signed_at=None)
    with pytest.raises(IntegrityError, match="not changed"), open_city():
        Receipt.objects.filter(state="signed").update(signed_name="Mallory")


def test_a_recipient_cannot_change_more_than_its_signature(cast, envelope):
    with pytest.raises(DatabaseError, match="permission denied"), open_unit(cast.parks):
        Receipt.objects.update(role="cc")


def test_an_error_in_the_register_takes_the_signature_back(cast, envelope, alice):
    with pytest.raises(ZeroDivisionError), open_unit(cast.parks):
        _sign_and_fail(envelope, alice)

    assert _receipt(cast, envelope).state == "waiting"


def test_of_many_clerks_at_once_one_signs_and_one_line_is_written(cast, envelope):
    def clerk(serial: int) -> str:
        by = person(f"Clerk {serial}", cast.parks)
        try:
            with open_unit(cast.parks):
                sign_for(envelope_id=envelope.id, by=by, at=LATER, register_reference="r")
                AuditEntry.objects.create(at=LATER, person_name=by.name, action="test.registered")
        except AlreadySignedFor:
            return "refused"
        finally:
            connection.close()
        return by.name

    with ThreadPoolExecutor(max_workers=8) as pool:
        outcomes = list(pool.map(clerk, range(16)))

    assert outcomes.count("refused") == 15
    with open_unit(cast.parks):
        lines = AuditEntry.objects.filter(action="test.registered")
        assert [line.person_name for line in lines] == [_receipt_name(cast, envelope)]


def _sign_and_fail(envelope, by) -> None:
    sign_for(envelope_id=envelope.id, by=by, at=LATER, register_reference="r1")
    raise ZeroDivisionError


def _receipt_name(cast, envelope) -> str:
    return Receipt.objects.get(envelope_id=envelope.id, unit_id=cast.parks.id).signed_name
