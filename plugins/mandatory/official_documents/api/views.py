"""The addresses' views; each declares who may ask, like a page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.public import UnitAPIView
from core.context import current_unit
from core.errors import InvalidInput, NotFound
from core.exchange.public import matrix_of, receipts_of, received_envelope, waiting_receipts
from core.files.public import file_answer, open_for
from core.ui import ListState, keyset_page
from core.web.access import AccessRule, requires, signed_in
from plugins.mandatory.official_documents.api import requests, shapes
from plugins.mandatory.official_documents.api.requests import clean, token_of
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


def listed(
    request: Request,
    rows: QuerySet,
    shape: Callable[[Any], dict[str, Any]],
    *,
    order: Sequence[str],
) -> Response:
    """One page of a list, and where it goes on."""
    http = request._request
    page = keyset_page(rows, order=order, state=ListState(http.path, http.GET))
    results = [shape(row) for row in page.rows]
    return Response({"results": results, "next": page.pagination.next or None})


class Documents(UnitAPIView):
    """What is under way, and where a draft begins."""

    access = requires(DRAFT)

    def get(self, request: Request) -> Response:
        """What this person has to do with and is not sent yet."""
        rows = documents_under_way(self.person)
        return listed(request, rows, shapes.document_line, order=("-id",))

    def post(self, request: Request) -> Response:
        """Begin a document."""
        document = drafting.draft_document(
            content=_content(clean(request, requests.DraftSerializer)),
            by=self.person,
            at=timezone.now(),
            token=token_of(request),
        )
        return Response(shapes.document_whole(document), status=201)


class OneDocument(UnitAPIView):
    """A document on its way out, or sent."""

    access = signed_in

    def get(self, _request: Request, document_id: UUID) -> Response:
        """The whole of it, for whoever may open its page."""
        return Response(shapes.document_whole(document_for(self.person, document_id)))

    def put(self, request: Request, document_id: UUID) -> Response:
        """Save a changed draft."""
        body = clean(request, requests.ChangeSerializer)
        document = drafting.change_document(
            document_id=document_id,
            version=body.pop("version"),
            content=_content(body),
            by=self.person,
            at=timezone.now(),
            token=token_of(request),
        )
        return Response(shapes.document_whole(document))


class DocumentAct(UnitAPIView):
    """One act on a document; each address is made with its service, body and permission."""

    service: ClassVar[Callable[..., Document]]
    body: ClassVar[type] = requests.NothingSerializer

    def post(self, request: Request, document_id: UUID) -> Response:
        """Do it, once for each ``Idempotency-Key``."""
        document = type(self).service(
            document_id=document_id,
            by=self.person,
            at=timezone.now(),
            token=token_of(request),
            **clean(request, self.body),
        )
        return Response(shapes.document_whole(document))


def act(service: Callable[..., Document], access: AccessRule, body: type) -> type[DocumentAct]:
    """The view of one act."""
    facts = {"service": staticmethod(service), "access": access, "body": body}
    return type(f"{service.__name__}_view", (DocumentAct,), facts)


ACTS: Mapping[str, type[DocumentAct]] = {
    "submit": act(issuing.submit_for_signing, requires(DRAFT), requests.SubmitSerializer),
    "sign": act(issuing.sign_document, requires(SIGN, again=True), requests.OpinionSerializer),
    "return": act(issuing.return_document, requires(SIGN), requests.OpinionSerializer),
    "number": act(issuing.number_document, requires(DISPATCH), requests.NumberSerializer),
    "dispatch": act(dispatch_document, requires(DISPATCH), requests.NothingSerializer),
    "discard": act(drafting.discard_document, requires(DRAFT), requests.NothingSerializer),
}


class DocumentFiles(UnitAPIView):
    """Attachments of a draft."""

    access = requires(DRAFT)
    parser_classes = (MultiPartParser,)

    def post(self, request: Request, document_id: UUID) -> Response:
        """Add one, as the form field ``file``."""
        file = request.FILES.get("file")
        if file is None:
            raise InvalidInput
        attached = drafting.attach_file(
            document_id=document_id,
            stream=file,
            name=file.name or "",
            by=self.person,
            at=timezone.now(),
        )
        shown = {"sha256": attached.sha256, "name": attached.name, "size": attached.size}
        return Response(shown, status=201)


class DocumentFile(UnitAPIView):
    """One attachment of a document."""

    access = signed_in

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

    def get(self, _request: Request, document_id: UUID) -> Response:
        """Sums by level and area, and every recipient, unsigned first."""
        envelope_id = document_for(self.person, document_id).envelope_id
        if envelope_id is None:
            raise NotFound
        groups = [
            {
                "level": group.level,
                "area": group.area_name,
                "signed": group.signed,
                "total": group.total,
            }
            for group in matrix_of(envelope_id)
        ]
        results = [shapes.receipt_line(receipt) for receipt in receipts_of(envelope_id)]
        return Response({"groups": groups, "results": results})


class Sent(UnitAPIView):
    """The register of sent documents; filters as on the page."""

    access = requires(VIEW)

    def get(self, request: Request) -> Response:
        """Newest first."""
        rows = registers.sent_documents(_search(request))
        return listed(request, rows, shapes.document_line, order=registers.SENT_ORDER)


class Received(UnitAPIView):
    """The register of received documents; filters as on the page."""

    access = requires(VIEW)

    def get(self, request: Request) -> Response:
        """Newest first."""
        rows = registers.received_documents(_search(request))
        return listed(request, rows, shapes.received_line, order=registers.RECEIVED_ORDER)


class OneReceived(UnitAPIView):
    """A received document."""

    access = requires(VIEW)

    def get(self, _request: Request, received_id: UUID) -> Response:
        """With its text and the list of its attachments."""
        received = registers.received_document(received_id)
        envelope, _receipt = received_envelope(received.envelope_id)
        return Response(shapes.received_whole(received, envelope))


class ReceivedFile(UnitAPIView):
    """One attachment of a received document."""

    access = requires(VIEW)

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

    def get(self, request: Request) -> Response:
        """Newest first; the text comes with signing."""
        rows = waiting_receipts()
        return listed(request, rows, shapes.waiting_line, order=("-envelope_id",))


class SignFor(UnitAPIView):
    """签收."""

    access = requires(RECEIVE)

    def post(self, request: Request, envelope_id: UUID) -> Response:
        """Sign for the document and register it; its line, which is made once."""
        received = receive_document(
            envelope_id=envelope_id,
            by=self.person,
            at=timezone.now(),
            token=token_of(request),
        )
        return Response(shapes.received_line(received), status=201)


def _content(body: dict[str, Any]) -> Content:
    return Content(**{**body, "main": tuple(body["main"]), "cc": tuple(body["cc"])})


def _search(request: Request) -> registers.Search:
    return registers.search_of(lambda part: request.query_params.get(part, ""))
