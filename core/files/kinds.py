"""What a file really is, by its first bytes and its inner structure, never by its name."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

#: An archive with more entries than any document has is not read further: a hundred megabytes of
#: entries without content would take a gigabyte of memory.
_MOST_ENTRIES = 5_000
_LONGEST_LIST = 1024 * 1024
_PROBE = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be stored: its ending, its media type, other endings of it."""

    ending: str
    media_type: str
    also: tuple[str, ...] = ()

    def named_by(self, name: str) -> bool:
        """Whether the ending of ``name`` is one of this kind."""
        return Path(name).suffix.lower().lstrip(".") in (self.ending, *self.also)


_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Kind("pdf", "application/pdf")
DOCX = Kind("docx", f"{_OFFICE}.wordprocessingml.document")
XLSX = Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet")
DOC = Kind("doc", "application/msword", ("wps",))
OFD = Kind("ofd", "application/ofd")
JPG = Kind("jpg", "image/jpeg", ("jpeg",))
PNG = Kind("png", "image/png")
TXT = Kind("txt", "text/plain; charset=utf-8")
ZIP = Kind("zip", "application/zip")

KINDS = (PDF, DOCX, XLSX, DOC, OFD, JPG, PNG, TXT, ZIP)
ALLOWED = "、".join(kind.ending for kind in KINDS)


def kind_of(file: BinaryIO) -> Kind | None:
    """The kind of the whole file, or None if it is none of ``KINDS``."""
    file.seek(0)
    head = file.read(_PROBE)
    for magic, recognise in _BY_MAGIC:
        if head.startswith(magic):
            return recognise(file)
    return TXT if _is_text(file) else None


def _archive(file: BinaryIO) -> Kind | None:
    try:
        entries = zipfile.ZipFile(_Sparing(file)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None
    names = {entry.filename for entry in entries}
    # A document with a program in it is refused, whatever it is called.
    if len(entries) > _MOST_ENTRIES or any(
        name.lower().endswith("vbaproject.bin") for name in names
    ):
        return None
    for inside, kind in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("OFD.xml", OFD)):
        if inside in names:
            return kind
    return ZIP


class _Sparing:
    """A file that gives no more at once than a document's list of entries.

    ``ZipFile`` reads the whole list at once, and only then it can be counted.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises ``ValueError`` for too many."""
        if size > _LONGEST_LIST:
            raise ValueError(size)
        return self._file.read(_LONGEST_LIST if size < 0 else size)


def _compound(file: BinaryIO) -> Kind | None:
    file.seek(0)
    # The directory of streams may stand anywhere; the name occurs only there.
    while block := file.read(1024 * 1024):
        if _WORD_STREAM in block:
            return DOC
    return None


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
