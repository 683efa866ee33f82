"""Sample documents for the demonstration city: some weeks of notices, requests and answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from core.context import open_unit
from core.contracts.demo import DemoCity, DemoUnit
from core.contracts.people import Person
from core.exchange.public import waiting_for
from plugins.mandatory.official_documents.demo.texts import SAMPLES, Sample
from plugins.mandatory.official_documents.models import Act, Document, State
from plugins.mandatory.official_documents.permissions import DISPATCH, DRAFT, RECEIVE, SIGN
from plugins.mandatory.official_documents.selectors.documents import codes_for, own_organs
from plugins.mandatory.official_documents.services.content import Content
from plugins.mandatory.official_documents.services.drafting import draft_document
from plugins.mandatory.official_documents.services.issuing import (
    number_document,
    sign_document,
    submit_for_signing,
)
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document

_NAMESPACE = UUID("c0a4a1f0-58a3-4f0e-8d42-1f2b7f6f0c11")

#: One office in this many is slow: its receipts stay open, so that the matrix shows some.
_SLOW = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit at the moment when one sample document passes through it."""

    unit: DemoUnit
    sample: Sample
    at: datetime

    def token(self, step: str) -> UUID:
        """The same token for the same step each time: building again changes nothing."""
        return uuid5(_NAMESPACE, f"{self.unit.ref.code} {self.sample.title} {step}")

    def who_may(self, permission: str) -> Person:
        """Somebody here who holds the permission; every unit of the demonstration has one."""
        person = self.unit.who_may(permission)
        assert person is not None  # noqa: S101  names.py gives every unit a head and a clerk
        return person


def sample_business(city: DemoCity) -> None:
    """Send the samples in order of time; receivers sign within a day or two, some are slow."""
    for sample in sorted(SAMPLES, key=lambda sample: -sample.days):
        sender = city.units.get(sample.sender)
        if sender is None or not _reaches(sample, city):
            continue
        at = city.today - timedelta(days=sample.days)
        desk = Desk(sender, sample, at)
        with open_unit(sender.ref):
            _issue(desk)
        if sample.stops is State.DISPATCHED:
            _let_receivers_sign(city, at)


def _reaches(sample: Sample, city: DemoCity) -> bool:
    """Whether the units it names are in the slice; collective names mean whoever is there."""
    named = [pick.partition(":")[2] for pick in sample.to if pick.startswith("unit:")]
    return all(code in city.units for code in named)


def _issue(desk: Desk) -> None:
    """Draft, submit, sign, number, dispatch; as far as the sample goes."""
    document = _draft(desk)
    steps = (_submit, _sign, _number, _dispatch)
    for step in steps[: _STEPS_TO[desk.sample.stops]]:
        step(desk, document)


_STEPS_TO = {
    State.DRAFT: 0,
    State.IN_REVIEW: 1,
    State.SIGNED: 2,
    State.NUMBERED: 3,
    State.DISPATCHED: 4,
}


def _draft(desk: Desk) -> Document:
    drafters = [person for person in desk.unit.people if person.may(DRAFT)]
    sample = desk.sample
    content = Content(
        organ_id=_organ(sample),
        doc_type=sample.kind,
        title=sample.title,
        body=sample.body,
        declared=True,
        urgency=sample.urgency,
        main=sample.to,
        cc=sample.cc,
    )
    # The last of them is a clerk of a section, who drafts most.
    return draft_document(content=content, by=drafters[-1], at=desk.at, token=desk.token("draft"))


def _organ(sample: Sample) -> UUID:
    """The unit's office where it has one, else its only organ."""
    organs = list(own_organs().order_by("code"))
    named = [organ for organ in organs if organ.code == sample.organ]
    return (named or organs)[0].pk


def _submit(desk: Desk, document: Document) -> None:
    submit_for_signing(
        document_id=document.pk,
        signer_id=desk.who_may(SIGN).member,
        by=_drafter(desk, document),
        at=desk.at + timedelta(minutes=20),
        token=desk.token("submit"),
    )


def _drafter(desk: Desk, document: Document) -> Person:
    return next(each for each in desk.unit.people if each.member_id == document.drafter_id)


def _sign(desk: Desk, document: Document) -> None:
    sign_document(
        document_id=document.pk,
        by=desk.who_may(SIGN),
        at=desk.at + timedelta(minutes=50),
        token=desk.token("sign"),
        opinion="同意",
    )


def _number(desk: Desk, document: Document) -> None:
    signed = Document.objects.get(pk=document.pk)
    if signed.state != State.SIGNED:
        return  # villages write without a number
    number_document(
        document_id=document.pk,
        code=codes_for(signed)[0].text,
        by=desk.who_may(DISPATCH),
        at=desk.at + timedelta(minutes=70),
        token=desk.token("number"),
    )


def _dispatch(desk: Desk, document: Document) -> None:
    dispatch_document(
        document_id=document.pk,
        by=desk.who_may(DISPATCH),
        at=desk.at + timedelta(minutes=80),
        token=desk.token("dispatch"),
    )


def _let_receivers_sign(city: DemoCity, sent_at: datetime) -> None:
    for unit in city.units.values():
        clerk = unit.who_may(RECEIVE)
        if clerk is None or city.random.randrange(_SLOW) == 0:
            continue
        at = sent_at + timedelta(minutes=90 + city.random.randrange(2400))
        if at > city.today:
            continue
        with open_unit(unit.ref):
            for receipt in waiting_for():
                token = uuid5(_NAMESPACE, f"{unit.ref.code} {receipt.envelope_id}")
                if not Act.objects.filter(token=token).exists():
                    receive_document(envelope_id=receipt.envelope_id, by=clerk, at=at, token=token)
