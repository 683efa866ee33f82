"""The addresses' views; each declares who may ask, like a page."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView, act_token, operation
from core.context import current_unit
from core.errors import NotFound
from core.exchange.public import matrix_of, receipts_of, received_envelope, waiting_receipts
from core.files.public import file_answer, open_for
from core.web.access import AccessRule, requires, signed_in
from plugins.mandatory.official_documents.api import requests, shapes
from plugins.mandatory.official_documents.errors import AttachmentNotThere
from plugins.mandatory.official_documents.models import Document
from plugins.mandatory.official_documents.permissions import (
    DISPATCH,
    DRAFT,
    RECEIVE,
    SIGN,
    VIEW,
)
from plugins.mandatory.official_documents.selectors import registers
from plugins.mandatory.official_documents.selectors.documents import (
    document_for,
    documents_under_way,
)
from plugins.mandatory.official_documents.services import drafting, issuing
from plugins.mandatory.official_documents.services.content import Content
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document


class Documents(UnitAPIView):
    """What is under way, and where a draft begins."""

    access = requires(DRAFT)

    @operation(answers=shapes.DocumentLineSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """What this person has to do with and is not sent yet."""
        return self.page(documents_under_way(self.person), order=("-id",))

    @operation(takes=requests.DraftSerializer, answers=shapes.DocumentSerializer, status=201)
    def post(self, request: Request) -> Response:
        """Begin a document."""
        document = drafting.draft_document(
            content=_content(self.body),
            by=self.person,
            at=timezone.now(),
            token=act_token(request),
        )
        return self.answer(document)


class OneDocument(UnitAPIView):
    """A document on its way out, or sent."""

    access = signed_in

    @operation(answers=shapes.DocumentSerializer)
    def get(self, _request: Request, document_id: UUID) -> Response:
        """The whole of it, for whoever may open its page."""
        return self.answer(document_for(self.person, document_id))

    @operation(takes=requests.ChangeSerializer, answers=shapes.DocumentSerializer)
    def put(self, request: Request, document_id: UUID) -> Response:
        """Save a changed draft."""
        body = self.body
        document = drafting.change_document(
            document_id=document_id,
            version=body.pop("version"),
            content=_content(body),
            by=self.person,
            at=timezone.now(),
            token=act_token(request),
        )
        return self.answer(document)


Service = Callable[..., Document]


def act(service: Service, access: AccessRule, body: type | None, about: str) -> type[UnitAPIView]:
    """The view of one act, made with its service, permission and body."""

    @operation(takes=body, answers=shapes.DocumentSerializer)
    def post(self: UnitAPIView, request: Request, document_id: UUID) -> Response:
        """Do it, once for each `Idempotency-Key`."""
        document = service(
            document_id=document_id,
            by=self.person,
            at=timezone.now(),
            token=act_token(request),
            **self.body,
        )
        return self.answer(document)

    facts = {"access": access, "post": post, "__doc__": about, "__module__": __name__}
    return type(f"{service.__name__}_view", (UnitAPIView,), facts)


ACTS: Mapping[str, type[UnitAPIView]] = {
    "submit": act(
        issuing.submit_for_signing,
        requires(DRAFT),
        requests.SubmitSerializer,
        "Hand the draft to its signer.",
    ),
    "sign": act(
        issuing.sign_document,
        requires(SIGN, again=True),
        requests.OpinionSerializer,
        "Sign the document.",
    ),
    "return": act(
        issuing.return_document,
        requires(SIGN),
        requests.OpinionSerializer,
        "Return it to its drafter.",
    ),
    "number": act(
        issuing.number_document,
        requires(DISPATCH),
        requests.NumberSerializer,
        "Give it its number.",
    ),
    "dispatch": act(dispatch_document, requires(DISPATCH), None, "Send it to its addressees."),
    "discard": act(drafting.discard_document, requires(DRAFT), None, "Discard the draft."),
}


class DocumentFiles(UnitAPIView):
    """Attachments of a draft."""

    access = requires(DRAFT)
    parser_classes = (MultiPartParser,)

    @operation(takes=requests.UploadSerializer, answers=shapes.FileSerializer, status=201)
    def post(self, _request: Request, document_id: UUID) -> Response:
        """Add one, as the form field `file`."""
        file = self.body["file"]
        attached = drafting.attach_file(
            document_id=document_id,
            stream=file,
            name=file.name or "",
            by=self.person,
            at=timezone.now(),
        )
        return self.answer(attached)


class DocumentFile(UnitAPIView):
    """One attachment of a document."""

    access = signed_in

    @operation(file=True)
    def get(self, _request: Request, document_id: UUID, sha256: str) -> FileResponse:
        """The file as a download."""
        files = document_for(self.person, document_id).attachments
        file = files.filter(sha256=sha256).first()
        if file is None:
            raise AttachmentNotThere
        content = open_for(current_unit(), sha256)
        return file_answer(content, name=file.name, media_type=file.media_type)


class DocumentReceipts(UnitAPIView):
    """Who has signed for a sent document."""

    access = signed_in

    @operation(answers=shapes.MatrixSerializer)
    def get(self, _request: Request, document_id: UUID) -> Response:
        """Sums by level and area, and every recipient, unsigned first."""
        envelope_id = document_for(self.person, document_id).envelope_id
        if envelope_id is None:
            raise NotFound
        found = {"groups": matrix_of(envelope_id), "results": receipts_of(envelope_id)}
        return self.answer(found)


class Sent(UnitAPIView):
    """The register of sent documents; filters as on the page."""

    access = requires(VIEW)

    @operation(answers=shapes.DocumentLineSerializer, listed=True, filters=requests.RegisterFilters)
    def get(self, _request: Request) -> Response:
        """Newest first."""
        rows = registers.sent_documents(registers.Search(**self.filters))
        return self.page(rows, order=registers.SENT_ORDER)


class Received(UnitAPIView):
    """The register of received documents; filters as on the page."""

    access = requires(VIEW)

    @operation(answers=shapes.ReceivedLineSerializer, listed=True, filters=requests.RegisterFilters)
    def get(self, _request: Request) -> Response:
        """Newest first."""
        rows = registers.received_documents(registers.Search(**self.filters))
        return self.page(rows, order=registers.RECEIVED_ORDER)


class OneReceived(UnitAPIView):
    """A received document."""

    access = requires(VIEW)

    @operation(answers=shapes.ReceivedSerializer)
    def get(self, _request: Request, received_id: UUID) -> Response:
        """With its text and the list of its attachments."""
        received = registers.received_document(received_id)
        received.envelope, _receipt = received_envelope(received.envelope_id)
        return self.answer(received)


class ReceivedFile(UnitAPIView):
    """One attachment of a received document."""

    access = requires(VIEW)

    @operation(file=True)
    def get(self, _request: Request, received_id: UUID, sha256: str) -> FileResponse:
        """The file as a download."""
        received = registers.received_document(received_id)
        envelope, _receipt = received_envelope(received.envelope_id)
        for file in envelope.files:
            if file["sha256"] == sha256:
                content = open_for(current_unit(), sha256)
                return file_answer(content, name=file["name"], media_type=file["media_type"])
        raise AttachmentNotThere


class Waiting(UnitAPIView):
    """What waits for 签收."""

    access = requires(RECEIVE)

    @operation(answers=shapes.WaitingSerializer, listed=True)
    def get(self, _request: Request) -> Response:
        """Newest first; the text comes with signing."""
        return self.page(waiting_receipts(), order=("-envelope_id",))


class SignFor(UnitAPIView):
    """签收."""

    access = requires(RECEIVE)

    @operation(answers=shapes.ReceivedLineSerializer, status=201)
    def post(self, request: Request, envelope_id: UUID) -> Response:
        """Sign for the document and register it; its line, which is made once."""
        received = receive_document(
            envelope_id=envelope_id,
            by=self.person,
            at=timezone.now(),
            token=act_token(request),
        )
        return self.answer(received)


def _content(body: dict[str, Any]) -> Content:
    return Content(**{**body, "main": tuple(body["main"]), "cc": tuple(body["cc"])})
