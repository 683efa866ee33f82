"""Kinds that are never stored, by name, so that a clerk is told what was wrong with his file."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PROGRAM = _("可执行程序")
_SCRIPT = _("脚本程序")
_OTHER_ARCHIVE = _("平台无法检查的压缩包（请改用 zip）")
_BY_MAGIC: tuple[tuple[bytes, Promise], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", _("快捷方式")),
    (b"#!", _SCRIPT),
    (b"Rar!", _OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _OTHER_ARCHIVE),
    (b"\x1f\x8b", _OTHER_ARCHIVE),
    (b"BZh", _OTHER_ARCHIVE),
    (b"\xfd7zXZ", _OTHER_ARCHIVE),
    (b"MSCF", _OTHER_ARCHIVE),
    (b"GIF8", _("GIF 图片（请另存为 png）")),
    (b"{\\rtf", _("RTF 文件（请另存为 docx）")),
)
# What a browser would run. Looked for behind marks, white space and comments.
_MARKUP = (
    (re.compile(rb"<svg[\s>:]|<\w+:svg[\s>]", re.IGNORECASE), _("SVG 图片（可以含有脚本）")),
    (
        re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe)[\s>]", re.IGNORECASE),
        _("网页文件"),
    ),
    (re.compile(rb"\A<\?xml|<!DOCTYPE|<!ENTITY", re.IGNORECASE), _("XML 文件")),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
UNKNOWN = _("平台不认识的文件")
LOCKED = _("加了密码的文件，无法检查")


def refused_kind(head: bytes) -> Promise | None:
    """What the file is, if it is of a kind that is never stored."""
    for magic, kind in _BY_MAGIC:
        # A note may well begin with the letters "MZ"; a program goes on otherwise.
        if head.startswith(magic) and not (magic.isalnum() and _plain(head)):
            return kind
    return _markup(head)


def _plain(head: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head[:512])


def name_of_refused(head: bytes, *, locked: bool) -> Promise:
    """What to call a file that is of no allowed kind."""
    return LOCKED if locked else refused_kind(head) or UNKNOWN


def _markup(head: bytes) -> Promise | None:
    """Text that begins with a tag, in whatever of the usual encodings."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    # UTF-16 of plain letters is the letters with NULs between.
    text = head.replace(b"\x00", b"").lstrip()
    if not text.startswith(b"<"):
        return None
    return next((kind for pattern, kind in _MARKUP if pattern.search(text)), None)
