"""Archives are looked into entry by entry: what they claim is not believed.

One level deep: an archive in an archive is refused, so nothing is unpacked twice. Nothing is
ever written out; an entry is inflated a piece at a time and forgotten.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.files.errors import ArchiveUnsafe

#: An archive with more entries than any document has is not read further: a hundred megabytes of
#: entries without content would take a gigabyte of memory.
MOST_ENTRIES = 5_000
#: What all entries of one archive may hold when unpacked.
MOST_UNPACKED = 512 * 1024 * 1024
#: Real documents shrink to a fiftieth at most; only what is large enough to hurt is judged by it.
_MOST_RATIO, _RATIO_FROM = 200, 8 * 1024 * 1024
_LONGEST_LIST = 1024 * 1024
_PIECE = 256 * 1024
_LOCAL = struct.Struct("<4s5H3I2H")
_LOCKED, _UTF8 = 0x1, 0x800

_PROGRAMS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|msi|dll|jar|js|jse|vbs|vbe|wsf|hta|ps1|lnk|reg|sh|apk|svg|html?)$",
    re.IGNORECASE,
)
_PROGRAM_HEADS = (b"MZ", b"\x7fELF")
_NESTED = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")

_TOO_MANY = _("压缩包内的文件太多")
_TOO_LARGE = _("压缩包解开后过大")
_LIES = _("压缩包的目录与内容不符")
_OVERLAPS = _("压缩包内的文件互相重叠")
_LOCKED_ENTRY = _("压缩包加了密码，无法检查")
_METHOD = _("压缩包使用了平台无法检查的压缩方式")
_PATH = _("压缩包内的文件名指向压缩包之外")
_LINK = _("压缩包内含有指向别处的链接")
_TWICE = _("压缩包内有重名的文件")
_PROGRAM = _("压缩包内含有程序或网页文件")
_DEEP = _("压缩包内还有压缩包")

_DOCUMENTS = (
    ("word/document.xml", "docx", "docm"),
    ("xl/workbook.xml", "xlsx", "xlsm"),
    ("ppt/presentation.xml", "pptx", "pptm"),
    ("OFD.xml", "ofd", "ofd"),
)


class Archive:
    """The list of an archive's entries, and their contents piece by piece.

    Raises ``ValueError`` for what is no archive, or one with a list that no document has.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        try:
            self.entries: Sequence[zipfile.ZipInfo] = zipfile.ZipFile(_Sparing(file)).infolist()
        except (zipfile.BadZipFile, NotImplementedError, OverflowError) as broken:
            raise ValueError("no archive") from broken
        if len(self.entries) > MOST_ENTRIES:
            raise ValueError("too many entries")

    def names(self) -> set[str]:
        """The names of all entries."""
        return {entry.filename for entry in self.entries}

    def pieces(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The entry's content; raises ``_Wrong`` if it is not what the list says."""
        start = self._start_of(entry)
        self._file.seek(start)
        given = 0
        for piece in _unpacked(self._packed(start, entry.compress_size), entry):
            given += len(piece)
            if given > entry.file_size:
                raise _Wrong(_LIES)
            yield piece
        if given != entry.file_size:
            raise _Wrong(_LIES)

    def _packed(self, start: int, size: int) -> Iterator[bytes]:
        for offset in range(0, size, _PIECE):
            self._file.seek(start + offset)
            packed = self._file.read(min(_PIECE, size - offset))
            if not packed:
                raise _Wrong(_LIES)
            yield packed

    def _start_of(self, entry: zipfile.ZipInfo) -> int:
        """Behind the entry's own head, which must say the same as the list."""
        self._file.seek(entry.header_offset)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise _Wrong(_LIES)
        fields = _LOCAL.unpack(head)
        name = self._file.read(fields[9])
        if name != _raw_name(entry):
            raise _Wrong(_LIES)
        return int(entry.header_offset + _LOCAL.size + fields[9] + fields[10])

    def end_of(self, entry: zipfile.ZipInfo) -> int:
        """Where the entry's content ends."""
        return self._start_of(entry) + entry.compress_size


class _Wrong(Exception):
    def __init__(self, reason: Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def document_inside(file: BinaryIO) -> str | None:
    """The ending of the document that the archive is; ``zip`` for any other; None if unreadable."""
    try:
        names = Archive(file).names()
    except ValueError:
        return None
    programmed = any(name.lower().endswith("vbaproject.bin") for name in names)
    for inside, plain, with_macros in _DOCUMENTS:
        if inside in names:
            return with_macros if programmed else plain
    return None if "mimetype" in names and "content.xml" in names else "zip"


def check_archive(file: BinaryIO, *, name: str, plain: bool) -> Archive:
    """Refuse an archive that harms whoever opens it; ``ArchiveUnsafe`` says why.

    ``plain``: an archive for people to unpack, in which programs and archives have no place.
    A document keeps both as parts of its own.
    """
    try:
        archive = Archive(file)
        for reason in _faults_of_list(archive.entries, plain=plain):
            raise _Wrong(reason)  # noqa: TRY301 - the first of them is told
        _check_overlaps(archive)
        _check_contents(archive, plain=plain)
    except ValueError:
        raise ArchiveUnsafe(name=name, reason=_TOO_MANY) from None
    except _Wrong as wrong:
        raise ArchiveUnsafe(name=name, reason=wrong.reason) from None
    return archive


def _faults_of_list(entries: Sequence[zipfile.ZipInfo], *, plain: bool) -> Iterator[Promise]:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        yield _TWICE
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_swells, entries)):
        yield _TOO_LARGE
    for entry in entries:
        yield from _faults_of_entry(entry)
        if plain and _PROGRAMS.search(entry.filename.rstrip(" .")):
            yield _PROGRAM


def _faults_of_entry(entry: zipfile.ZipInfo) -> Iterator[Promise]:
    if entry.flag_bits & _LOCKED:
        yield _LOCKED_ENTRY
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield _METHOD
    if _leads_out(entry):
        yield _PATH
    if stat.S_ISLNK(entry.external_attr >> 16):
        yield _LINK


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_RATIO_FROM, entry.compress_size * _MOST_RATIO)


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    """By ``..``, from the root, or by a drive; ``orig_filename`` still has what zipfile mends."""
    name = entry.orig_filename.replace("\\", "/")
    parts = name.split("/")
    return ".." in parts or name.startswith("/") or ":" in parts[0] or "\x00" in name


def _check_overlaps(archive: Archive) -> None:
    end = 0
    for entry in sorted(archive.entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise _Wrong(_OVERLAPS)
        end = archive.end_of(entry)


def _check_contents(archive: Archive, *, plain: bool) -> None:
    """Unpack everything once and forget it: only that tells what is really in it."""
    for entry in archive.entries:
        first = b""
        for piece in archive.pieces(entry):
            first = first or piece[:64]
        if plain and first.startswith(_PROGRAM_HEADS) and b"\x00" in first:
            raise _Wrong(_PROGRAM)
        if plain and first.startswith(_NESTED) and not _is_document(entry.filename):
            raise _Wrong(_DEEP)


def _is_document(name: str) -> bool:
    """Word's and Excel's files are archives too, and have a place in one."""
    return name.lower().endswith((".docx", ".xlsx", ".pptx", ".ofd"))


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _unpacked(packed: Iterator[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from packed
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for rest in packed:
            while rest:
                # Never more than a piece at once, however much the packed bytes swell.
                yield inflate.decompress(rest, _PIECE)
                rest = inflate.unconsumed_tail  # noqa: PLW2901 - what is left of it
        yield inflate.flush()
    except zlib.error:
        raise _Wrong(_LIES) from None


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
