"""File names as they may be shown, stored and sent: one safe line without a path."""

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 120
# Path separators, characters that Windows forbids, and everything that moves text about
# (controls, bidirectional marks): "cod.exe" must not read as "exe.doc".
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')


def safe_name(name: str) -> str:
    """``name`` without path and trickery, at most 120 characters, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _UNSAFE.sub("_", last).strip(" .")
    path = PurePosixPath(clean or "file")
    return path.stem[: _LONGEST - len(path.suffix)].rstrip() + path.suffix[:_LONGEST]
