"""Papers of whoever leaves go to somebody who can finish them (R57); a substitute signs too."""

from uuid import uuid4

import pytest
from django.utils import timezone

from core.context import open_unit
from core.errors import PermissionRefused
from core.people.acting import chosen_guise
from core.people.models import Member
from core.people.services.joining import NewMember
from core.people.services.leaving import Successors, close_member
from core.people.services.substitutes import StandIn, name_substitute
from installer.testing.people import hire
from plugins.mandatory.official_documents.errors import SignerNotAllowed
from plugins.mandatory.official_documents.models import Document
from plugins.mandatory.official_documents.services.issuing import sign_document
from plugins.mandatory.official_documents.tests.conftest import AT

FRED = NewMember(name="Fred", mobile="13900000013", title="副县长", roles=("head",), rank_order=2)


def leave(person, to, by):
    return close_member(
        member_id=person.member_id, by=by, at=timezone.now(), successors=Successors(everything=to)
    )


def test_a_paper_waits_for_the_successors_signature(cast, submitted, dora, erin):
    hire(cast.county, FRED)
    with open_unit(cast.county):
        fred = Member.objects.get(name="Fred")
        leave(dora, fred.pk, by=erin)

        document = Document.objects.get(pk=submitted.pk)
    assert (document.signer_id, document.signer_name) == (fred.pk, "Fred")


def test_nobody_gives_a_signature_to_somebody_who_may_not_sign(cast, submitted, dora, erin):
    with open_unit(cast.county), pytest.raises(SignerNotAllowed, match="Erin"):
        leave(dora, erin.member_id, by=erin)

    with open_unit(cast.county):
        assert Document.objects.get(pk=submitted.pk).signer_id == dora.member_id


def test_a_draft_goes_to_the_successor_under_its_drafters_name(cast, drafted, dora, erin):
    with open_unit(cast.county):
        leave(erin, dora.member_id, by=dora)

        document = Document.objects.get(pk=drafted.pk)
    assert (document.drafter_id, document.drafter_name) == (dora.member_id, "Erin")


def test_whoever_stands_in_signs_in_both_names(cast, submitted, dora, erin):
    today = timezone.localdate()
    with open_unit(cast.county):
        place = name_substitute(
            stand_in=StandIn(dora.member_id, erin.member_id), on=today, by=dora, at=AT
        )
        acting = chosen_guise(erin, f"place:{place.pk}", on=today)
        with pytest.raises(PermissionRefused):
            sign_document(document_id=submitted.pk, by=erin, at=AT, token=uuid4())

        signed = sign_document(document_id=submitted.pk, by=acting, at=AT, token=uuid4())
        act = signed.acts.get(kind="signed")

    assert (signed.signer_name, act.name) == ("Erin（代Dora）", "Erin（代Dora）")
    assert act.member_id == erin.member_id
