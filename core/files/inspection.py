"""The way in: what is asked of every file, in this order, before the store gets it.

A step raises a ``FileRefused`` or answers with flags that stay with the file. A later step
(reading the text for marks of secrecy, for one) is one more function in ``STEPS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from core.files.archives import check_archive
from core.files.documents import check_package, flags_of_compound, flags_of_pdf
from core.files.errors import (
    FileIsTwoInOne,
    FileKindNotAllowed,
    FileNameDeceives,
    FileNotWhatItsNameSays,
)
from core.files.kinds import (
    ALLOWED,
    DOC,
    PACKAGES,
    PDF,
    PPT,
    XLS,
    ZIP,
    Kind,
    kind_of,
    streams_in,
)
from core.files.names import reads_otherwise
from core.files.refused import name_of_refused
from core.files.scanner import scan

_END_OF_ARCHIVE = b"PK\x05\x06"
_LONGEST_TAIL = 64 * 1024 + 22

Step = Callable[[BinaryIO, str, Kind], set[str]]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file was found to be."""

    kind: Kind
    flags: tuple[str, ...]


def inspect(file: BinaryIO, *, name: str) -> Inspected:
    """What the file ``name`` is; raises the refusals of ``core.files.errors``."""
    if reads_otherwise(name):
        raise FileNameDeceives(name=_shown(name))
    kind = _checked_kind(file, name)
    flags = {flag for step in STEPS for flag in step(file, name, kind)}
    return Inspected(kind, tuple(sorted(flags)))


def _checked_kind(file: BinaryIO, name: str) -> Kind:
    kind = kind_of(file)
    if kind is None:
        file.seek(0)
        found = name_of_refused(file.read(64 * 1024), locked=_is_locked(file))
        raise FileKindNotAllowed(name=name, found=found, allowed=ALLOWED)
    if not kind.named_by(name):
        raise FileNotWhatItsNameSays(name=name, found=kind.ending)
    return kind


def _is_locked(file: BinaryIO) -> bool:
    file.seek(0)
    return file.read(4) == b"\xd0\xcf\x11\xe0" and "EncryptedPackage" in streams_in(file)


def _shown(name: str) -> str:
    """The name with its hidden marks spelt out, so that the refusal itself reads as it is."""
    return "".join(c if not reads_otherwise(c) else f"[U+{ord(c):04X}]" for c in name)


def _is_one_thing(file: BinaryIO, name: str, kind: Kind) -> set[str]:
    """An archive is read from its end, so it can hide behind a picture."""
    if kind is ZIP or kind in PACKAGES:
        return set()
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_TAIL))
    tail = file.read()
    place = tail.rfind(_END_OF_ARCHIVE)
    if place >= 0 and len(tail) - place >= 22:
        comment = int.from_bytes(tail[place + 20 : place + 22], "little")
        if place + 22 + comment == len(tail):
            raise FileIsTwoInOne(name=name)
    return set()


def _archive(file: BinaryIO, name: str, kind: Kind) -> set[str]:
    if kind is ZIP:
        check_archive(file, name=name, plain=True)
    elif kind in PACKAGES:
        return check_package(check_archive(file, name=name, plain=False), name=name)
    return set()


def _document(file: BinaryIO, _name: str, kind: Kind) -> set[str]:
    if kind in (DOC, XLS, PPT):
        return flags_of_compound(file)
    return flags_of_pdf(file) if kind is PDF else set()


def _scanned(file: BinaryIO, name: str, _kind: Kind) -> set[str]:
    scan(file, name=name)
    return set()


#: The scanner is last: what is refused for another reason costs it nothing.
STEPS: tuple[Step, ...] = (_is_one_thing, _archive, _document, _scanned)
