"""The papers as the office knows them: 发文稿纸 and 收文处理单, and the trail beside them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from core.contracts.urgency import Urgency
from core.exchange.public import Envelope
from core.files.public import FLAGS, can_preview, flags_of
from core.ui import FileLine, FileList, Opinion, Paper, PaperCell, Trail, TrailStep
from plugins.mandatory.official_documents.models import (
    Act,
    ActKind,
    Document,
    ReceivedDocument,
    Role,
)
from plugins.mandatory.official_documents.services.content import printed_names


def draft_sheet(document: Document, acts: Sequence[Act]) -> Paper:
    """发文稿纸: who drafted, who signed, to whom; prints on A4 as seen."""
    signed = [act for act in acts if act.kind == ActKind.SIGNED][-1:]
    opinions = [Opinion(act.opinion or _("同意"), act.name, act.at, act.title) for act in signed]
    files = "；".join(file.name for file in document.attachments.all())
    return Paper(
        organ=document.organ_name,
        title=_("发文稿纸"),
        rows=(
            (
                PaperCell(_("发文字号"), document.number_text, 6),
                PaperCell(_("紧急程度"), Urgency(document.urgency).label, 3),
                PaperCell(_("密级"), _("无"), 3),
            ),
            (PaperCell(_("签发"), opinions, 6, rows=4), PaperCell(_("会签"), "", 6, rows=4)),
            (
                PaperCell(_("文种"), document.get_doc_type_display(), 4),
                PaperCell(_("拟稿"), document.drafter_name, 4),
                PaperCell(_("拟稿日期"), localdate(document.created_at), 4),
            ),
            (PaperCell(_("标题"), document.title, rows=2),),
            (PaperCell(_("主送"), printed_names(document, Role.MAIN)),),
            (PaperCell(_("抄送"), printed_names(document, Role.CC)),),
            (PaperCell(_("附件"), files),),
            (
                PaperCell(_("成文日期"), _day(document.signed_at), 6),
                PaperCell(_("分发日期"), _day(document.dispatched_at), 6),
            ),
        ),
    )


def handling_sheet(received: ReceivedDocument, unit_name: str) -> Paper:
    """收文处理单: the head of the paper received, with room for what is to be written."""
    return Paper(
        organ=unit_name,
        title=_("收文处理单"),
        number=received.number,
        rows=(
            (
                PaperCell(_("来文单位"), received.organ_name, 6),
                PaperCell(_("来文字号"), received.number_text, 6),
            ),
            (
                PaperCell(_("文种"), received.get_doc_type_display(), 4),
                PaperCell(_("紧急程度"), Urgency(received.urgency).label, 4),
                PaperCell(_("收文日期"), localdate(received.signed_at), 4),
            ),
            (PaperCell(_("标题"), received.title, rows=2),),
            (
                PaperCell(_("签收人"), received.signer_name, 6),
                PaperCell(_("收文方式"), Role(received.role).label, 6),
            ),
            (PaperCell(_("拟办意见"), "", rows=4, tall=True),),
            (PaperCell(_("领导批示"), "", rows=6, tall=True),),
            (PaperCell(_("承办结果"), "", rows=4, tall=True),),
        ),
    )


def document_text(document: Document) -> dict[str, object]:
    """The document as it reads, before it is sent."""
    return {
        "organ": document.organ_name,
        "number": document.number_text,
        "title": document.title,
        "to": printed_names(document, Role.MAIN),
        "cc": printed_names(document, Role.CC),
        "paragraphs": _paragraphs(document.body),
        "signed_on": _day(document.signed_at),
    }


def envelope_text(envelope: Envelope) -> dict[str, object]:
    """The document as it reads for those who received it."""
    paper = envelope.paper
    return {
        "organ": envelope.organ_name,
        "number": envelope.number_text,
        "title": envelope.title,
        "to": paper.get("main_to", ""),
        "cc": paper.get("cc_to", ""),
        "paragraphs": _paragraphs(paper.get("body", "")),
        "signed_on": parse_date(paper.get("signed_on", "")) or "",
    }


def document_files(document: Document, *, removable: bool) -> FileList:
    """The attachments of a document of this unit."""
    flags = flags_of([file.sha256 for file in document.attachments.all()])
    return FileList(
        _("附件"),
        tuple(
            FileLine(
                file.name,
                file.size,
                url=_file_url("document_file", document.pk, file.sha256),
                note=_beware(flags.get(file.sha256, ())),
                look_url=_file_url("look_at_document_file", document.pk, file.sha256)
                if can_preview(file.media_type, file.size)
                else "",
                remove_url=_file_url("detach", document.pk, file.sha256) if removable else "",
            )
            for file in document.attachments.all()
        ),
    )


def received_files(received: ReceivedDocument, envelope: Envelope) -> FileList:
    """The attachments of a document that was received."""
    flags = flags_of([file["sha256"] for file in envelope.files])
    return FileList(
        _("附件"),
        tuple(
            FileLine(
                file["name"],
                file["size"],
                url=_file_url("received_file", received.pk, file["sha256"]),
                note=_beware(flags.get(file["sha256"], ())),
                look_url=_file_url("look_at_received_file", received.pk, file["sha256"])
                if can_preview(file["media_type"], file["size"])
                else "",
            )
            for file in envelope.files
        ),
    )


def _beware(flags: Sequence[str]) -> str:
    """What is said of a file that may do something when it is opened."""
    if not flags:
        return ""
    found = "、".join(str(FLAGS[flag]) for flag in flags)
    return _("⚠ %(found)s，打开前请确认来源") % {"found": found}


def trail(acts: Iterable[Act]) -> Trail:
    """Who did what and when, the first act first; single savings of a draft are left out."""
    return Trail(
        _("办理过程"),
        tuple(
            TrailStep(
                title=act.get_kind_display(),
                who=f"{act.name}（{act.title}）" if act.title else act.name,
                state="back" if act.kind == ActKind.RETURNED else "done",
                opinion=act.opinion,
                acted_at=act.at,
            )
            for act in acts
            if act.kind != ActKind.CHANGED
        ),
    )


def _paragraphs(body: str) -> list[str]:
    """Each line of a document is a paragraph of its own."""
    return [line.strip() for line in body.splitlines() if line.strip()]


def _file_url(name: str, key: object, sha256: str) -> str:
    return reverse(f"official_documents:{name}", args=[key, sha256])


def _day(at: datetime | None) -> date | str:
    return localdate(at) if at else ""
