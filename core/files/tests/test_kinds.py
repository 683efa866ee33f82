"""What a file is, is told by its content."""

import io
import struct
import tracemalloc

import pytest

from core.files.kinds import kind_of
from core.files.tests.conftest import PDF, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _ending(content: bytes) -> str | None:
    kind = kind_of(io.BytesIO(content))
    return kind.ending if kind else None


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (zipped("word/document.xml", "[Content_Types].xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("OFD.xml"), "ofd"),
        (zipped("读我.txt"), "zip"),
        (zipped("ppt/presentation.xml"), "pptx"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "docm"),
        (zipped("word/document.xml", "word/VBAPROJECT.BIN"), "docm"),
        (_OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "doc"),
        (_OLE + bytes(600) + "Workbook".encode("utf-16-le"), "xls"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "jpg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "png"),
        ("各乡镇人民政府：".encode(), "txt"),
        ("各乡镇人民政府：".encode("gb18030"), "txt"),
        (("字" * 40_000).encode(), "txt"),
    ],
)
def test_the_kinds_of_the_office_are_recognised(content, ending):
    assert _ending(content) == ending


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(100),
        b"\x7fELF" + bytes(100),
        _OLE + bytes(600),
        zipped("mimetype", "content.xml"),
        b"PK\x03\x04 not an archive",
        b"text with a \x00 in it",
        b"\x81",
    ],
    ids=["exe", "elf", "msi", "odt", "broken zip", "binary", "no text"],
)
def test_everything_else_is_of_no_allowed_kind(content):
    assert _ending(content) is None


def test_an_archive_is_not_read_further_than_any_document_goes():
    """Its list of parts would take a gigabyte; one name for all would look like one part."""
    part = struct.pack("<4s6H3I5H2I", b"PK\1\2", *[0] * 9, 1, *[0] * 6) + b"a"
    count = 400_000
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0, 0, count * len(part), 0, 0)
    archive = io.BytesIO(b"PK\3\4" + part * count + end)

    tracemalloc.start()
    found = kind_of(archive)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found is None
    assert most < 8 * 1024 * 1024
