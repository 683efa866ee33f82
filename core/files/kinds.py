"""What a file really is, by its first bytes and its inner structure, never by its name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.files.archives import document_inside
from core.files.refused import refused_kind

_PROBE = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be stored: its ending, its media type, other endings of it.

    ``inline``: a browser may show it in our own pages; everything else is a download only.
    """

    ending: str
    media_type: str
    also: tuple[str, ...] = ()
    inline: bool = False

    def named_by(self, name: str) -> bool:
        """Whether the ending of ``name`` is one of this kind."""
        return Path(name).suffix.lower().lstrip(".") in (self.ending, *self.also)


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MACROS = "macroEnabled.12"
PDF = Kind("pdf", "application/pdf", inline=True)
DOCX = Kind("docx", f"{_OFFICE}.wordprocessingml.document")
XLSX = Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet")
PPTX = Kind("pptx", f"{_OFFICE}.presentationml.presentation")
DOCM = Kind("docm", f"application/vnd.ms-word.document.{_MACROS}")
XLSM = Kind("xlsm", f"application/vnd.ms-excel.sheet.{_MACROS}")
PPTM = Kind("pptm", f"application/vnd.ms-powerpoint.presentation.{_MACROS}")
DOC = Kind("doc", "application/msword", ("wps",))
XLS = Kind("xls", "application/vnd.ms-excel", ("et",))
PPT = Kind("ppt", "application/vnd.ms-powerpoint", ("dps",))
OFD = Kind("ofd", "application/ofd")
JPG = Kind("jpg", "image/jpeg", ("jpeg",), inline=True)
PNG = Kind("png", "image/png", inline=True)
TXT = Kind("txt", "text/plain; charset=utf-8", inline=True)
ZIP = Kind("zip", "application/zip")

KINDS = (PDF, OFD, DOCX, XLSX, PPTX, DOC, XLS, PPT, DOCM, XLSM, PPTM, JPG, PNG, TXT, ZIP)
ALLOWED = "、".join(kind.ending for kind in KINDS)
#: Kinds that are archives of XML parts, and are looked into.
PACKAGES = (DOCX, XLSX, PPTX, DOCM, XLSM, PPTM, OFD)
_BY_ENDING = {kind.ending: kind for kind in KINDS}
_INLINE = {kind.media_type for kind in KINDS if kind.inline}


def kind_of(file: BinaryIO) -> Kind | None:
    """The kind of the whole file, or None if it is none of ``KINDS``."""
    file.seek(0)
    head = file.read(_PROBE)
    if refused_kind(head) is not None:
        return None
    for magic, recognise in _BY_MAGIC:
        if head.startswith(magic):
            return recognise(file)
    return TXT if _is_text(file) else None


def may_show_inline(media_type: str) -> bool:
    """Whether a browser may show a file of this type itself."""
    return media_type in _INLINE


def _archive(file: BinaryIO) -> Kind | None:
    ending = document_inside(file)
    return _BY_ENDING[ending] if ending else None


def _compound(file: BinaryIO) -> Kind | None:
    """An older document of Word, Excel or PowerPoint; an encrypted one is none of them."""
    streams = streams_in(file)
    if "EncryptedPackage" in streams:
        return None
    for name, kind in (("WordDocument", DOC), ("Workbook", XLS), ("PowerPoint Document", PPT)):
        if name in streams:
            return kind
    return None


_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document", "_VBA_PROJECT")


def streams_in(file: BinaryIO) -> set[str]:
    """Which of the telling streams a compound file has.

    Its directory may stand anywhere; the names occur there alone, as UTF-16.
    """
    file.seek(0)
    wanted = {name: name.encode("utf-16-le") for name in _STREAMS}
    found: set[str] = set()
    tail = b""
    while block := file.read(1024 * 1024):
        seen = tail + block
        found |= {name for name, text in wanted.items() if text in seen}
        tail = block[-64:]
    return found


def _is_text(file: BinaryIO) -> bool:
    """Readable as UTF-8 or as GB18030, without control characters."""
    file.seek(0)
    content = file.read(_PROBE)
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in content):
        return False
    # The probe of a longer file may end inside a character.
    cuts = range(4) if len(content) == _PROBE else (0,)
    return any(_decodes(content[: len(content) - cut], code) for cut in cuts for code in _CODES)


_CODES = ("utf-8", "gb18030")


def _decodes(content: bytes, code: str) -> bool:
    try:
        content.decode(code)
    except UnicodeDecodeError:
        return False
    return True


_BY_MAGIC: tuple[tuple[bytes, Callable[[BinaryIO], Kind | None]], ...] = (
    (b"%PDF-", lambda _: PDF),
    (b"\xff\xd8\xff", lambda _: JPG),
    (b"\x89PNG\r\n\x1a\n", lambda _: PNG),
    (b"PK\x03\x04", _archive),
    (b"PK\x05\x06", lambda _: None),
    (_OLE, _compound),
)
