"""File names as they may be shown, stored and sent: one safe line without a path."""

import re
import unicodedata
from pathlib import PurePosixPath

_LONGEST = 120
# Path separators, characters that Windows forbids, and everything that does not show (controls,
# joiners, tags) or breaks the line.
_UNSAFE = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f]|'
    "[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
# Marks that turn the text about: "cod.exe" reads as "exe.doc".
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Windows opens a device instead of a file of such a name, whatever the ending.
_DEVICE = re.compile(r"\A(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE)


def safe_name(name: str) -> str:
    """``name`` without path and trickery, at most 120 characters, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _UNSAFE.sub("_", last).strip(" .")
    path = PurePosixPath(clean or "file")
    if _DEVICE.match(path.name.split(".")[0].rstrip()):
        path = PurePosixPath(f"_{path.name}")
    return path.stem[: _LONGEST - len(path.suffix)].rstrip() + path.suffix[:_LONGEST]


def reads_otherwise(name: str) -> bool:
    """Whether the name holds marks that make it read as another."""
    return _TURNING.search(name) is not None
