"""Each bad file is refused with the reason a clerk understands; what is only risky is flagged."""

import io
import socket
import stat
import struct
import threading
import zipfile
from contextlib import closing

import pytest

from core.files.errors import (
    ArchiveUnsafe,
    DocumentUnsafe,
    FileInfected,
    FileIsTwoInOne,
    FileKindNotAllowed,
    FileNameDeceives,
    FileNotWhatItsNameSays,
    ScannerUnavailable,
)
from core.files.inspection import inspect
from core.files.tests.conftest import PDF, packed, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = {"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}


def _flags(content: bytes, name: str) -> tuple[str, ...]:
    return inspect(io.BytesIO(content), name=name).flags


def _linked(kind: str, target: str) -> bytes:
    relation = f'<r:Relationship Type="x/{kind}" TargetMode="External" Target="{target}"/>'
    return packed({**_WORD, "word/_rels/d.rels": f'<r:Rs xmlns:r="r">{relation}</r:Rs>'})


def _with_entry(**facts) -> bytes:
    """An archive whose one entry is described as ``facts`` say."""
    entry = zipfile.ZipInfo("清单.txt")
    for name, value in facts.items():
        setattr(entry, name, value)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(entry, b"x" * 100)
    return content.getvalue()


def _lying(size: int) -> bytes:
    """Its list says ``size``, its content is another."""
    content = bytearray(packed({"a.txt": "y" * 5000}))
    listed = content.rindex(b"PK\1\2")
    content[listed + 24 : listed + 28] = struct.pack("<I", size)
    return bytes(content)


def _overlapping() -> bytes:
    """The content of one entry is another entry, head and all: a bomb is quoted at no cost."""
    inner, content = packed({"b.txt": "y" * 100}), io.BytesIO()
    quoted = zipfile.ZipFile(io.BytesIO(inner)).infolist()[0]
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", inner)
        quoted.header_offset = 30 + len("a.txt")
        archive.filelist.append(quoted)
    return content.getvalue()


def _renamed() -> bytes:
    """The list calls the entry otherwise than its own head."""
    content = bytearray(packed({"a.txt": "1"}))
    content[content.rindex(b"PK\1\2") + 46] = ord("b")
    return bytes(content)


_REFUSED = {
    "program": (b"MZ\x90\x00", "通知.pdf", FileKindNotAllowed, "可执行程序"),
    "svg": (b"<?xml version='1.0'?><svg onload='x()'/>", "图.svg", FileKindNotAllowed, "SVG"),
    "svg as text": (b"\xef\xbb\xbf <svg><script/></svg>", "图.txt", FileKindNotAllowed, "SVG"),
    "utf-16 page": ("<html>".encode("utf-16"), "页.txt", FileKindNotAllowed, "网页"),
    "rar": (b"Rar!\x1a\x07\x00", "包.rar", FileKindNotAllowed, "请改用 zip"),
    "locked": (_OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", FileKindNotAllowed, "密码"),
    "liar": (PDF, "通知.docx", FileNotWhatItsNameSays, "其实是 pdf"),
    "macros as docx": (zipped("word/document.xml", "word/vbaProject.bin"), "a.docx",
                       FileNotWhatItsNameSays, "docm"),
    "turned name": (PDF, "通知\u202efdp.exe.pdf", FileNameDeceives, r"\[U\+202E\]"),
    "two in one": (b"\x89PNG\r\n\x1a\n" + zipped("a.txt"), "图.png", FileIsTwoInOne, "压缩包"),
    "bomb": (packed({"a.txt": bytes(20_000_000)}), "包.zip", ArchiveUnsafe, "过大"),
    "bomb as docx": (packed({**_WORD, "a": bytes(20_000_000)}), "a.docx", ArchiveUnsafe, "过大"),
    "says less": (_lying(10), "包.zip", ArchiveUnsafe, "不符"),
    "says more": (_lying(9000), "包.zip", ArchiveUnsafe, "不符"),
    "overlap": (_overlapping(), "包.zip", ArchiveUnsafe, "重叠"),
    "two names": (_renamed(), "包.zip", ArchiveUnsafe, "不符"),
    "link": (_with_entry(external_attr=(stat.S_IFLNK | 0o777) << 16), "包.zip", ArchiveUnsafe,
             "链接"),
    "climbs": (zipped("../../etc/cron.d/x"), "包.zip", ArchiveUnsafe, "之外"),
    "absolute": (zipped("/etc/x"), "包.zip", ArchiveUnsafe, "之外"),
    "by drive": (zipped("C:\\x.txt"), "包.zip", ArchiveUnsafe, "之外"),
    "bzip2": (_with_entry(compress_type=zipfile.ZIP_BZIP2), "包.zip", ArchiveUnsafe, "压缩方式"),
    "nested": (packed({"b.dat": zipped("a.txt")}), "包.zip", ArchiveUnsafe, "还有压缩包"),
    "zipped exe": (zipped("工具.EXE"), "包.zip", ArchiveUnsafe, "程序"),
    "hidden exe": (packed({"说明.txt": b"MZ\x90\x00"}), "包.zip", ArchiveUnsafe, "程序"),
    "laughs": (packed({**_WORD, "word/a.xml": '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}),
               "a.docx", DocumentUnsafe, "实体"),
    "utf-16 laughs": (packed({**_WORD, "a": '<!DOCTYPE x SYSTEM "http://x/">'.encode("utf-16")}),
                      "a.docx", DocumentUnsafe, "实体"),
    "remote template": (_linked("attachedTemplate", "http://x/t.dotm"), "a.docx", DocumentUnsafe,
                        "其他服务器"),
    "remote share": (_linked("oleObject", "file://\\\\x\\t"), "a.docx", DocumentUnsafe, "服务器"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("content", "name", "refusal", "reason"), _REFUSED.values(), ids=_REFUSED.keys()
)
def test_a_bad_file_is_refused_by_its_reason(content, name, refusal, reason):
    with pytest.raises(refusal, match=reason):
        _flags(content, name)


def test_entries_of_one_name_are_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "2")

    with pytest.raises(ArchiveUnsafe, match="重名"):
        _flags(content.getvalue(), "包.zip")


@pytest.mark.parametrize(
    ("content", "name", "flags"),
    [
        (PDF, "通知.pdf", ()),
        (PDF + b"/OpenAction << /S /JavaScript >>", "通知.pdf", ("scripts",)),
        (packed(_WORD), "a.docx", ()),
        (packed({**_WORD, "word/vbaProject.bin": b"x"}), "a.docm", ("macros",)),
        (packed({"xl/workbook.xml": "<w/>", "xl/macrosheets/s.xml": "<m/>"}), "a.xlsx",
         ("macros",)),
        (_OLE + "Workbook".encode("utf-16-le"), "a.xls", ()),
        (_OLE + "Workbook_VBA_PROJECT".encode("utf-16-le"), "a.xls", ("macros",)),
        (_linked("hyperlink", "https://www.gov.cn/"), "a.docx", ()),
        (_linked("image", "https://x/track.png"), "a.docx", ("links",)),
        (_linked("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm"), "a.docx", ()),
        (packed({"名单.docx": packed(_WORD), "说明.txt": "MZ 开头也可以"}), "包.zip", ()),
        ("MZ 会议纪要".encode(), "纪要.txt", ()),
    ],
)  # fmt: skip
def test_what_honest_files_hold_is_let_in_and_flagged(content, name, flags):
    assert _flags(content, name) == flags


# -- the scanner: a peer that speaks clamd's protocol over a real socket -----------------

_EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def clamd(settings):
    """Answers on a free port as clamd does: INSTREAM, its size limit, and what it finds."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=_serve, args=(server, 200_000))
        thread.start()
        yield server
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def _serve(server, most):
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line, line.makefile("rb") as spoken:
            assert spoken.read(10) == b"zINSTREAM\0"
            seen = b""
            while size := struct.unpack(">I", spoken.read(4))[0]:
                if len(seen) + size > most:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    break
                seen += spoken.read(size)
            else:
                found = b"Win.Test.EICAR_HDB-1 FOUND" if _EICAR in seen else b"OK"
                line.sendall(b"stream: " + found + b"\0")


def test_a_clean_file_passes_the_scanner(clamd):
    assert _flags(PDF, "通知.pdf") == ()


def test_an_infected_file_is_refused_by_the_virus_it_holds(clamd):
    with pytest.raises(FileInfected, match=r"Win\.Test\.EICAR"):
        _flags(PDF + _EICAR, "通知.pdf")


@pytest.mark.parametrize("content", [PDF, b"x" * 3_000_000], ids=["gone", "more than it takes"])
def test_while_the_scanner_gives_no_answer_nothing_enters(clamd, content, settings):
    if content == PDF:
        settings.CLAMD_URL = "unix:///nowhere/clamd.sock"

    with pytest.raises(ScannerUnavailable, match="稍后再试"):
        _flags(content, "通知.pdf" if content == PDF else "大.txt")
