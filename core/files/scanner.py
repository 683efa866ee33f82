"""The virus scanner: clamd, spoken to by its own protocol, when ``CLAMD_URL`` names one.

A scanner that is configured and does not answer refuses the file: nothing enters unseen.
"""

import socket
import struct
from contextlib import closing
from typing import BinaryIO
from urllib.parse import urlsplit

from django.conf import settings

from core.files.errors import FileInfected, ScannerUnavailable

_SECONDS = 60.0
_PIECE = 256 * 1024
_LONGEST_ANSWER = 4096


def scan(file: BinaryIO, *, name: str) -> None:
    """Pass, or raise ``FileInfected`` or ``ScannerUnavailable``; without a scanner all pass."""
    if not settings.CLAMD_URL:
        return
    try:
        answer = _stream(file)
    except OSError as error:
        raise ScannerUnavailable(name=name) from error
    if answer == "stream: OK":
        return
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        raise FileInfected(name=name, found=answer.removeprefix("stream: ").removesuffix(" FOUND"))
    # Among them "INSTREAM size limit exceeded": StreamMaxLength is below our own limit.
    raise ScannerUnavailable(name=name) from ValueError(answer)


def ping() -> str:
    """The version of the scanner; raises ``OSError`` if it does not answer."""
    with closing(_connection(settings.CLAMD_URL)) as line:
        line.sendall(b"zVERSION\0")
        return _answer(line)


def _stream(file: BinaryIO) -> str:
    """INSTREAM: pieces with their lengths before them, and a length of zero at the end."""
    file.seek(0)
    with closing(_connection(settings.CLAMD_URL)) as line:
        line.sendall(b"zINSTREAM\0")
        try:
            while piece := file.read(_PIECE):
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It has seen enough, and says why before it hangs up.
            return _answer(line)
        return _answer(line)


def _answer(line: socket.socket) -> str:
    """One answer, which ends with NUL; cut short it is no answer."""
    text = b""
    while not text.endswith(b"\0"):
        part = line.recv(_LONGEST_ANSWER)
        if not part or len(text) > _LONGEST_ANSWER:
            raise ConnectionAbortedError(text)
        text += part
    return text.rstrip(b"\0").decode(errors="replace")


def _connection(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        line.connect(parts.path)
        return line
    return socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=_SECONDS)
