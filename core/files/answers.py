"""Sending a stored file to a browser: as a download, never as a page of ours."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from core.contracts.people import Person
from core.files.kinds import PDF, may_show_inline
from core.files.watermark import watermark_for, watermarked

#: A sandbox would keep the browser's own PDF viewer out; the copy has no scripts of its own.
_PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"


def file_answer(
    content: BinaryIO, *, name: str, media_type: str, inline: bool = False
) -> FileResponse:
    """The file as an attachment that no browser may interpret otherwise.

    The name is sent as RFC 6266 wants it; scripts inside an opened file can do nothing.
    ``inline``: to be seen in the browser, if it is of a kind that nothing can run in (PDF,
    picture, plain text); any other stays a download.
    """
    shown = inline and may_show_inline(media_type)
    answer = FileResponse(content, as_attachment=not shown, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


def preview_answer(
    content: BinaryIO, *, name: str, media_type: str, person: Person, at: datetime
) -> HttpResponse:
    """A copy to be looked at in the browser, with who looks and when across every page.

    Raises ``NoPreview`` for what only a download gives.
    """
    text = watermark_for(person, at)
    copy = watermarked(content, name=name, media_type=media_type, text=text)
    answer = HttpResponse(copy, content_type=PDF.media_type)
    title = PurePosixPath(name).with_suffix(".pdf").name
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=title) or "inline"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _PREVIEW_POLICY
    answer["Cache-Control"] = "private, no-store"
    return answer
