"""Organs of the cast's units, people with their roles, a document at each step of its way."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from core.context import open_city, open_unit
from core.people.services.joining import NewMember
from core.units.models import NumberCode, Organ
from installer.testing.people import hire, person_named
from plugins.mandatory.official_documents.services.content import Content
from plugins.mandatory.official_documents.services.drafting import draft_document
from plugins.mandatory.official_documents.services.issuing import (
    number_document,
    sign_document,
    submit_for_signing,
)
from plugins.mandatory.official_documents.services.sending import dispatch_document

#: Nine in the morning of 1 March 2021 in Changde.
AT = datetime(2021, 3, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Organs:
    """The organs' keys; Parks hosts a party committee and a government."""

    county: UUID
    parks_party: UUID
    parks: UUID
    taxes: UUID


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.CITYDESK_HOME = tmp_path


def _organ(code, name, unit, kind, level, **more) -> UUID:
    facts = {"name": name, "short_name": name[-6:], "kind": kind, "level": level}
    return Organ.objects.create(code=code, unit_id=unit.id, **facts, **more).id


@pytest.fixture
def organs(cast) -> Organs:
    """The county's government, two organs of Parks, one of Taxes."""
    with open_city():
        county = _organ("xg", "测试县人民政府", cast.county, "government", "county")
        party = _organ("ylp", "中共园林镇委员会", cast.parks, "party_committee", "township")
        parks = _organ("ylg", "园林镇人民政府", cast.parks, "government", "township", position=1)
        taxes = _organ("swg", "税务镇人民政府", cast.taxes, "government", "township")
        NumberCode.objects.create(text="测政发", organ_id=county)
        NumberCode.objects.create(text="测政函", organ_id=county, types="letter")
        return Organs(county, party, parks, taxes)


DORA = NewMember(name="Dora", mobile="13900000011", title="县长", roles=("head",), rank_order=1)
ERIN = NewMember(name="Erin", mobile="13900000012", title="文书", roles=("clerk",), rank_order=5)


@pytest.fixture
def dora(cast):
    """The head of the county, who signs."""
    hire(cast.county, DORA)
    return person_named("Dora", cast.county)


@pytest.fixture
def erin(cast, dora):
    """The county's clerk, who drafts, numbers and sends."""
    hire(cast.county, ERIN)
    return person_named("Erin", cast.county)


@pytest.fixture
def content(organs) -> Content:
    """A notice to Parks, for information to Taxes."""
    return Content(
        organ_id=organs.county,
        doc_type="notice",
        title="关于报送防汛物资清单的通知",
        body="各乡镇人民政府：\n请于3月5日前报送。",
        declared=True,
        main=("unit:parks",),
        cc=("unit:taxes",),
    )


@pytest.fixture
def drafted(cast, erin, content):
    """A draft of Erin's."""
    with open_unit(cast.county):
        return draft_document(content=content, by=erin, at=AT, token=uuid4())


@pytest.fixture
def submitted(cast, drafted, erin, dora):
    """It waits for Dora."""
    with open_unit(cast.county):
        return submit_for_signing(
            document_id=drafted.pk, signer_id=dora.member_id, by=erin, at=AT, token=uuid4()
        )


@pytest.fixture
def signed(cast, submitted, dora):
    """Dora agreed."""
    with open_unit(cast.county):
        return sign_document(document_id=submitted.pk, by=dora, at=AT, token=uuid4())


@pytest.fixture
def numbered(cast, signed, erin):
    """Erin gave it a number."""
    with open_unit(cast.county):
        return number_document(document_id=signed.pk, code="测政发", by=erin, at=AT, token=uuid4())


@pytest.fixture
def sent(cast, numbered, erin):
    """It is on its way to Parks and Taxes."""
    with open_unit(cast.county):
        return dispatch_document(document_id=numbered.pk, by=erin, at=AT, token=uuid4())
