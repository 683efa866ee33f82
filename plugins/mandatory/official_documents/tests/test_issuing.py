"""From draft to dispatch: each step by whom it is due, each act once."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError

from core.context import open_city, open_unit
from core.errors import NotFound, PermissionRefused
from core.exchange.public import NobodyToReceive, receipts_of
from core.inbox.boxes import BOXES
from core.inbox.selectors import box_items
from core.units.models import Organ, Unit
from plugins.mandatory.official_documents import errors
from plugins.mandatory.official_documents.models import Act, Document
from plugins.mandatory.official_documents.services.drafting import (
    change_document,
    discard_document,
    draft_document,
)
from plugins.mandatory.official_documents.services.issuing import (
    number_document,
    return_document,
    sign_document,
    submit_for_signing,
)
from plugins.mandatory.official_documents.services.sending import dispatch_document
from plugins.mandatory.official_documents.tests.conftest import AT


def _in_county(cast, service, **arguments):
    with open_unit(cast.county):
        return service(**{"at": AT, "token": uuid4(), **arguments})


def _state(cast, document) -> str:
    with open_unit(cast.county):
        return Document.objects.get(pk=document.pk).state


def _acts(cast, document) -> list[tuple[str, str]]:
    with open_unit(cast.county):
        return [(act.kind, act.name) for act in Act.objects.filter(document_id=document.pk)]


def _waiting(unit, person) -> list[tuple[str, str]]:
    with open_unit(unit):
        items = box_items(person.account_id, BOXES["act"])
        return [(item.title, item.step) for item in items]


def _box(unit, person, key) -> list[tuple[str, str]]:
    with open_unit(unit):
        items = box_items(person.account_id, BOXES[key])
        return [(item.step, item.holder) for item in items]


def test_a_document_goes_from_draft_to_its_recipients(cast, sent):
    assert (sent.state, sent.number_text) == ("dispatched", "测政发〔2021〕1号")
    with open_unit(cast.county):
        receipts = {
            receipt.unit_id: (receipt.role, receipt.addressed_as)
            for receipt in receipts_of(sent.envelope_id)
        }
    assert receipts == {
        cast.parks.id: ("main", "园林镇人民政府"),
        cast.taxes.id: ("cc", "税务镇人民政府"),
    }
    assert _acts(cast, sent) == [
        ("drafted", "Erin"),
        ("submitted", "Erin"),
        ("signed", "Dora"),
        ("numbered", "Erin"),
        ("dispatched", "Erin"),
    ]


def test_a_draft_without_the_declaration_is_refused(cast, erin, content):
    with pytest.raises(errors.NotDeclaredUnclassified):
        _in_county(cast, draft_document, content=replace(content, declared=False), by=erin)


def test_another_units_organ_cannot_issue_here(cast, erin, content, organs):
    with pytest.raises(errors.OrganNotOurs):
        _in_county(cast, draft_document, content=replace(content, organ_id=organs.parks), by=erin)


def test_the_same_request_drafts_once(cast, erin, content):
    token = uuid4()
    first, again = (
        _in_county(cast, draft_document, content=content, by=erin, token=token) for _ in range(2)
    )

    assert first.pk == again.pk
    with open_unit(cast.county):
        assert Document.objects.count() == 1


def test_a_change_over_somebody_elses_is_refused(cast, drafted, erin, content):
    newer = replace(content, title="关于更正的通知")
    _in_county(cast, change_document, document_id=drafted.pk, content=newer, version=1, by=erin)

    with pytest.raises(errors.DocumentChanged, match="第 2 版"):
        _in_county(
            cast, change_document, document_id=drafted.pk, content=content, version=1, by=erin
        )

    with open_unit(cast.county):
        assert Document.objects.get(pk=drafted.pk).title == "关于更正的通知"


def test_a_saved_form_sent_twice_changes_once(cast, drafted, erin, content):
    token = uuid4()
    for _ in range(2):
        changed = _in_county(
            cast,
            change_document,
            document_id=drafted.pk,
            content=replace(content, body="改"),
            version=1,
            by=erin,
            token=token,
        )

    assert changed.version == 2


def test_a_submitted_text_is_closed(cast, submitted, erin, content):
    with pytest.raises(errors.NotInThisState, match="待签发"):
        _in_county(
            cast, change_document, document_id=submitted.pk, content=content, version=1, by=erin
        )


def test_a_notice_without_main_addressee_is_not_submitted(cast, erin, dora, content):
    draft = _in_county(cast, draft_document, content=replace(content, main=()), by=erin)

    with pytest.raises(errors.NobodyAddressed, match="通知"):
        _in_county(
            cast, submit_for_signing, document_id=draft.pk, signer_id=dora.member_id, by=erin
        )


def test_only_who_may_sign_can_be_chosen(cast, drafted, erin, dora):
    with pytest.raises(errors.SignerNotAllowed):
        _in_county(
            cast, submit_for_signing, document_id=drafted.pk, signer_id=erin.member_id, by=erin
        )


def test_a_drafter_does_not_sign_his_own_unless_nobody_else_may(cast, alice, content, organs):
    own = replace(content, organ_id=organs.parks, main=("unit:taxes",), cc=())
    with open_unit(cast.parks):
        draft = draft_document(content=own, by=alice, at=AT, token=uuid4())
        submit_for_signing(
            document_id=draft.pk, signer_id=alice.member_id, by=alice, at=AT, token=uuid4()
        )
        done = sign_document(document_id=draft.pk, by=alice, at=AT, token=uuid4())

    assert done.state == "signed"


def test_it_waits_for_the_signer_and_then_for_whoever_sends(cast, submitted, dora, erin):
    waiting = (submitted.title, "待签发")
    assert (_waiting(cast.county, dora), _waiting(cast.county, erin)) == ([waiting], [])
    assert _box(cast.county, erin, "draft") == []
    assert _box(cast.county, erin, "started") == [("待签发", "Dora")]

    _in_county(cast, sign_document, document_id=submitted.pk, by=dora)

    assert _waiting(cast.county, dora) == []
    assert _waiting(cast.county, erin) == [(submitted.title, "待编号")]
    assert _box(cast.county, erin, "started") == [("待编号", "Erin")]


def test_after_sending_nothing_waits(cast, sent, dora, erin):
    assert _waiting(cast.county, dora) == _waiting(cast.county, erin) == []
    assert _box(cast.county, erin, "started") == [("已分发", "")]


def test_a_document_comes_back_with_a_reason(cast, submitted, dora, erin):
    with pytest.raises(errors.OpinionRequired):
        _in_county(cast, return_document, document_id=submitted.pk, opinion=" ", by=dora)

    _in_county(cast, return_document, document_id=submitted.pk, opinion="请补充时限", by=dora)

    assert _state(cast, submitted) == "draft"
    assert _waiting(cast.county, erin) == [(submitted.title, "退回")]


def test_nobody_signs_for_the_chosen_signer(cast, submitted, erin):
    other = replace(erin, permissions=erin.permissions | {"official_documents.sign"})

    with pytest.raises(errors.NotTheSigner, match="Dora"):
        _in_county(cast, sign_document, document_id=submitted.pk, by=other)


def test_a_repeated_signature_changes_nothing_even_after_a_return(cast, submitted, dora, erin):
    token = uuid4()
    _in_county(cast, return_document, document_id=submitted.pk, opinion="改", by=dora, token=token)
    _in_county(
        cast, submit_for_signing, document_id=submitted.pk, signer_id=dora.member_id, by=erin
    )

    _in_county(cast, return_document, document_id=submitted.pk, opinion="改", by=dora, token=token)

    assert _state(cast, submitted) == "in_review"


def test_a_number_comes_after_the_signature(cast, submitted, erin):
    with pytest.raises(errors.NotInThisState):
        _in_county(cast, number_document, document_id=submitted.pk, code="测政发", by=erin)


@pytest.mark.parametrize("code", ["测政函", "园政发", ""])
def test_a_code_that_does_not_fit_is_refused(cast, signed, erin, code):
    with pytest.raises(errors.NumberCodeUnfit):
        _in_county(cast, number_document, document_id=signed.pk, code=code, by=erin)


def test_numbering_twice_takes_one_number(cast, signed, erin):
    token = uuid4()
    for _ in range(2):
        done = _in_county(
            cast, number_document, document_id=signed.pk, code="测政发", by=erin, token=token
        )
    assert done.number_text == "测政发〔2021〕1号"

    with pytest.raises(errors.NotInThisState):
        _in_county(cast, number_document, document_id=signed.pk, code="测政发", by=erin)


def test_dispatching_twice_sends_once(cast, numbered, erin):
    token = uuid4()
    first, again = (
        _in_county(cast, dispatch_document, document_id=numbered.pk, by=erin, token=token)
        for _ in range(2)
    )

    assert first.envelope_id == again.envelope_id


def test_what_was_altered_after_signing_is_not_sent(cast, numbered, erin):
    with open_unit(cast.county):
        Document.objects.filter(pk=numbered.pk).update(body="另一个正文")

    with pytest.raises(errors.TextNotAsSigned):
        _in_county(cast, dispatch_document, document_id=numbered.pk, by=erin)


def test_a_document_that_reaches_nobody_stays_where_it_is(cast, numbered, erin):
    with open_city():
        Unit.objects.filter(pk__in=[cast.parks.id, cast.taxes.id]).update(state="closed")

    with pytest.raises(NobodyToReceive):
        _in_county(cast, dispatch_document, document_id=numbered.pk, by=erin)

    assert _state(cast, numbered) == "numbered"


def test_villages_write_without_a_number(cast, submitted, dora):
    with open_city():
        Organ.objects.filter(code="xg").update(kind="self_governing")

    done = _in_county(cast, sign_document, document_id=submitted.pk, by=dora)

    assert done.state == "numbered"


def test_each_act_needs_its_permission(cast, drafted, signed, erin, dora):
    stranger = replace(erin, permissions=frozenset())
    calls = (
        (submit_for_signing, {"signer_id": dora.member_id}),
        (sign_document, {}),
        (return_document, {"opinion": "改"}),
        (number_document, {"code": "测政发"}),
        (dispatch_document, {}),
        (discard_document, {}),
    )
    for service, more in calls:
        with pytest.raises((PermissionRefused, errors.NotInThisState)):
            _in_county(cast, service, document_id=signed.pk, by=stranger, **more)

    assert _state(cast, signed) == "signed"


def test_a_discarded_draft_is_out_of_the_way(cast, drafted, erin):
    assert _box(cast.county, erin, "draft") == [("拟稿", "")]

    _in_county(cast, discard_document, document_id=drafted.pk, by=erin)

    assert _state(cast, drafted) == "discarded"
    assert _box(cast.county, erin, "draft") == []


def test_another_drafters_document_is_not_there(cast, drafted, erin, content):
    other = replace(erin, member_id=uuid4())

    with pytest.raises(NotFound):
        _in_county(cast, discard_document, document_id=drafted.pk, by=other)


def test_the_trail_cannot_be_rewritten(cast, sent):
    with open_unit(cast.county), pytest.raises(ProgrammingError, match="permission denied"):
        Act.objects.filter(document_id=sent.pk).update(name="Mallory")


def test_numbers_follow_the_day_of_signing_not_of_numbering(cast, submitted, dora, erin):
    new_years_eve = AT.replace(year=2021, month=12, day=31, hour=15, minute=30)
    _in_county(cast, sign_document, document_id=submitted.pk, by=dora, at=new_years_eve)

    done = _in_county(
        cast,
        number_document,
        document_id=submitted.pk,
        code="测政发",
        by=erin,
        at=new_years_eve + timedelta(days=2),
    )

    assert done.number_text == "测政发〔2021〕1号"
