"""What a document would do when it is opened: run macros, fetch from other hosts, swell.

Macros and remote pictures occur in honest documents and are flagged; a remote template or object
and a document type declaration do not, and are refused.
"""

from collections.abc import Iterable
from typing import Any, BinaryIO
from xml.parsers import expat

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.files.archives import Archive
from core.files.errors import DocumentUnsafe
from core.files.kinds import streams_in

#: The flags of a stored file, and what they are called.
MACROS, LINKS, SCRIPTS = "macros", "links", "scripts"
FLAGS: dict[str, Promise] = {
    MACROS: _("含宏"),
    LINKS: _("含外部链接内容"),
    SCRIPTS: _("含脚本"),
}

_DTD = _("文档内含有实体定义")
_REMOTE = _("文档打开时会从其他服务器读取内容")
_FETCHES = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
_PIECE = 1024 * 1024


def check_package(archive: Archive, *, name: str) -> set[str]:
    """The flags of an XML package (OOXML, OFD). Raises ``DocumentUnsafe``."""
    flags: set[str] = set()
    lowered = {entry.lower() for entry in archive.names()}
    if any(entry.endswith("vbaproject.bin") or "/macrosheets/" in entry for entry in lowered):
        flags.add(MACROS)
    for entry in archive.entries:
        part = _Part()
        part.read(archive.pieces(entry))
        if part.declares:
            raise DocumentUnsafe(name=name, reason=_DTD)
        remote = [kind for kind, target in part.external if _is_remote(target)]
        if any(kind.endswith(_FETCHES) for kind in remote):
            raise DocumentUnsafe(name=name, reason=_REMOTE)
        if any(not kind.endswith("/hyperlink") for kind in remote):
            flags.add(LINKS)
    return flags


def flags_of_compound(file: BinaryIO) -> set[str]:
    """The flags of an older Office document."""
    return {MACROS} if "_VBA_PROJECT" in streams_in(file) else set()


def flags_of_pdf(file: BinaryIO) -> set[str]:
    """Whether the PDF says openly that it runs something; what it packs away is not seen."""
    file.seek(0)
    tail = b""
    while block := file.read(_PIECE):
        seen = tail + block
        if any(word in seen for word in (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch")):
            return {SCRIPTS}
        tail = block[-16:]
    return set()


class _Declared(Exception):
    pass


class _Part:
    """One part of a package, read as XML as far as it is XML; what is not ends at once."""

    def __init__(self) -> None:
        self.declares = False
        self.external: list[tuple[str, str]] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._declare
        self._parser.StartElementHandler = self._element

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read to the end, or to where it ceases to be XML."""
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)
        except _Declared:
            # Before any of its entities is read: nothing expands, nothing is fetched.
            self.declares = True
        except expat.ExpatError:
            return

    def _declare(self, *_declaration: Any) -> None:
        raise _Declared

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "Relationship" and attributes.get("TargetMode") == "External":
            self.external.append((attributes.get("Type", ""), attributes.get("Target", "")))


def _is_remote(target: str) -> bool:
    """On another host; Word keeps the path of its template on the author's own disk."""
    place = target.strip().lower().replace("\\", "/")
    if place.startswith("file:"):
        return not place.startswith("file:///") or place.startswith("file:////")
    return place.startswith("//") or (":" in place and place[1:2] != ":")
