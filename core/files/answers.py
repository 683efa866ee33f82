"""Sending a stored file to a browser: as a download, never as a page of ours."""

from typing import BinaryIO

from django.http import FileResponse


def file_answer(content: BinaryIO, *, name: str, media_type: str) -> FileResponse:
    """The file as an attachment that no browser may interpret otherwise.

    The name is sent as RFC 6266 wants it; scripts inside an opened file can do nothing.
    """
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
