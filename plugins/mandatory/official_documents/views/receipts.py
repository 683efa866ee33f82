"""签收情况 of a sent document: by level and area, unsigned first; the export."""

from uuid import UUID

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.errors import NotFound
from core.exchange.public import (
    Group,
    Receipt,
    ReceiptState,
    matrix_of,
    receipts_in,
    receipts_of,
)
from core.files.public import as_xlsx
from core.ui import Button, PageHead, ReceiptCell, ReceiptGroup, ReceiptMatrix, moment
from core.units.public import Level, State
from core.web.access import signed_in
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.models import Document, Role
from plugins.mandatory.official_documents.selectors.documents import document_for
from plugins.mandatory.official_documents.views.parts import crumbs

#: Up to here all recipients stand on one page; beyond it each group opens on its own.
ON_ONE_PAGE = 400


@signed_in
@require_safe
def receipts(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """Who has signed and who has not; of very many recipients only the sums."""
    document, envelope_id = _sent(request, document_id)
    groups = matrix_of(envelope_id)
    total = sum(group.total for group in groups)
    context = {
        "head": PageHead(
            _("签收情况"),
            crumbs=crumbs("sent", _("发文登记簿"), document.title),
            acts=(Button(_("导出"), href=_url(document, "receipts_export")),),
            note=f"{document.number_text} {document.title}".strip(),
        ),
        "sums": [(_title(group), group, _group_url(document, group)) for group in groups],
        "signed": sum(group.signed for group in groups),
        "total": total,
        "matrix": _matrix(envelope_id, groups) if total <= ON_ONE_PAGE else None,
    }
    return TemplateResponse(request, "official_documents/receipts.html", context)


@signed_in
@require_safe
def group(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """One group of very many recipients: ``?level=…&area=…``."""
    document, envelope_id = _sent(request, document_id)
    asked = request.GET.get("level", ""), request.GET.get("area", "")
    found = [each for each in matrix_of(envelope_id) if asked == (each.level, _area(each))]
    if not found:
        raise NotFound
    context = {
        "head": PageHead(_title(found[0]), crumbs=crumbs("sent", _("发文登记簿"), document.title)),
        "matrix": _matrix(envelope_id, found),
    }
    return TemplateResponse(request, "official_documents/receipts.html", context)


@signed_in
@require_safe
def export(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """All receipts as a workbook, unsigned first."""
    document, envelope_id = _sent(request, document_id)
    head = [_("单位"), _("级别"), _("送达方式"), _("状态"), _("签收人"), _("职务"), _("签收时间")]
    rows = receipts_of(envelope_id).iterator(chunk_size=500)
    answer = HttpResponse(
        as_xlsx(_("签收情况"), head, map(_row, rows)),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    name = f"{document.number_text or document.title} {_('签收情况')}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _sent(request: PersonRequest, document_id: UUID) -> tuple[Document, UUID]:
    document = document_for(request.person, document_id)
    if document.envelope_id is None:
        raise NotFound
    return document, document.envelope_id


def _matrix(envelope_id: UUID, groups: list[Group]) -> ReceiptMatrix:
    return ReceiptMatrix(
        _("签收情况"),
        tuple(
            ReceiptGroup(_title(each), tuple(map(_cell, _receipts(envelope_id, each))))
            for each in groups
        ),
    )


def _receipts(envelope_id: UUID, each: Group) -> list[Receipt]:
    return list(receipts_in(envelope_id, level=each.level, area=each.area))


def _cell(receipt: Receipt) -> ReceiptCell:
    name = receipt.unit_short_name
    if receipt.state == ReceiptState.SIGNED:
        return ReceiptCell(name, "signed", by=receipt.signed_name, at=receipt.signed_at)
    held = receipt.unit.state == State.SUSPENDED
    return ReceiptCell(name, "held" if held else "waiting")


def _row(receipt: Receipt) -> list[object]:
    return [
        receipt.unit_name,
        Level(receipt.unit.level).label,
        Role(receipt.role).label,
        ReceiptState(receipt.state).label,
        receipt.signed_name,
        receipt.signed_title,
        moment(receipt.signed_at),
    ]


def _title(each: Group) -> str:
    level = str(Level(each.level).label)
    return f"{each.area_name} {level}" if each.area_name else level


def _area(each: Group) -> str:
    return str(each.area) if each.area else ""


def _group_url(document: Document, each: Group) -> str:
    return f"{_url(document, 'receipts_group')}?level={each.level}&area={_area(each)}"


def _url(document: Document, name: str) -> str:
    return reverse(f"official_documents:{name}", args=[document.pk])
