"""Watermarked copies: what is looked at in a browser names who looked, from where and when.

Every copy is a PDF, of a picture too. The stored file is never touched; a download is the
original, byte for byte, as its hash says.
"""

import io
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL.Image import DecompressionBombError
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from core.contracts.people import Person
from core.errors import DomainError
from core.files.kinds import JPG, PDF, PNG
from core.ui.dates import moment

_PICTURES = {JPG.media_type, PNG.media_type}
#: What a person reads in a browser; more is downloaded. It bounds the work of one page.
MOST_PAGES, MOST_BYTES, MOST_PIXELS = 200, 20 * 1024 * 1024, 50_000_000
#: Known to every PDF viewer by name: no font has to be shipped or embedded.
_FONT = "STSong-Light"
_SIZE, _GREY, _SLANT = 14, 0.6, 30
_A4 = (595.0, 842.0)
#: What a broken or locked file makes of its reader.
_BROKEN = (
    *(PyPdfError, DecompressionBombError, OSError, ValueError, KeyError, TypeError),
    *(AttributeError, IndexError, RecursionError),
)


class NoPreview(DomainError):
    """There is no watermarked copy of this file; it can be downloaded."""

    code = "no_preview"
    status = 422
    message = _("“%(name)s”不能在线预览，请下载后查看。")


def can_preview(media_type: str, size: int) -> bool:
    """Whether a watermarked copy is made of such a file."""
    return size <= MOST_BYTES and (media_type == PDF.media_type or media_type in _PICTURES)


def watermark_for(person: Person, at: datetime) -> str:
    """姓名 单位 时间, as they stand across every page."""
    unit = person.unit.name if person.unit else ""
    return " ".join(part for part in (person.name, unit, moment(at)) if part)


def watermarked(content: BinaryIO, *, name: str, media_type: str, text: str) -> bytes:
    """A copy of the file with ``text`` across every page. Raises ``NoPreview``."""
    try:
        if media_type in _PICTURES:
            content = io.BytesIO(_page_of(content))
        return _stamped(PdfReader(content), text)
    except _BROKEN as error:
        raise NoPreview(name=name) from error


def _stamped(document: PdfReader, text: str) -> bytes:
    if len(document.pages) > MOST_PAGES:
        raise ValueError("too many pages")
    copy = PdfWriter()
    for page in document.pages:
        # Page by page: scripts and files that belong to the whole document stay behind.
        stamped = copy.add_page(page)
        stamped.pop("/AA", None)
        stamped.merge_page(_mark(stamped, text))
    made = io.BytesIO()
    copy.write(made)
    return made.getvalue()


def _mark(page: PageObject, text: str) -> PageObject:
    """A page of the same size with the text on it, over and over."""
    left, bottom = float(page.mediabox.left), float(page.mediabox.bottom)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    made = io.BytesIO()
    canvas = _canvas(made, (left + width, bottom + height))
    canvas.setFillGray(_GREY, alpha=0.35)
    step = pdfmetrics.stringWidth(text, _FONT, _SIZE) + 60
    canvas.translate(left + width / 2, bottom + height / 2)
    canvas.rotate(_SLANT)
    reach = int(width + height)
    for y in range(-reach // 2, reach // 2, 110):
        for x in range(-reach // 2, reach // 2, max(1, int(step))):
            canvas.drawString(x, y, text)
    canvas.save()
    return PdfReader(made).pages[0]


def _page_of(content: BinaryIO) -> bytes:
    """A picture on a page of A4, turned as it is and no larger than it is."""
    content.seek(0)
    picture = ImageReader(io.BytesIO(content.read()))
    width, height = picture.getSize()
    if width * height > MOST_PIXELS:
        raise ValueError("too many pixels")
    page = _A4 if height >= width else (_A4[1], _A4[0])
    scale = min(page[0] / width, page[1] / height, 1)
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=page)
    place = ((page[0] - width * scale) / 2, (page[1] - height * scale) / 2)
    canvas.drawImage(picture, *place, width * scale, height * scale, mask="auto")
    canvas.save()
    return made.getvalue()


def _canvas(made: io.BytesIO, size: tuple[float, float]) -> Canvas:
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(made, pagesize=size)
    canvas.setFont(_FONT, _SIZE)
    return canvas
