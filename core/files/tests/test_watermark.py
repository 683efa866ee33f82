"""A copy to look at names the one who looks on every page; the original stays as it is."""

import io
from datetime import UTC, datetime

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from core.files.answers import file_answer, preview_answer
from core.files.tests.conftest import PDF
from core.files.watermark import NoPreview, can_preview, watermark_for, watermarked

AT = datetime(2021, 3, 1, 1, 30, tzinfo=UTC)
TEXT = "王芳 测试县园林镇 2021年3月1日 09:30"


def _pdf(pages=2) -> io.BytesIO:
    writer, made = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    script = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject(key): TextStringObject(value) for key, value in script.items()}
    )
    writer.write(made)
    return made


def _picture(kind) -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(made, kind)
    return made


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (_pdf(), "application/pdf", 2),
        (_picture("PNG"), "image/png", 1),
        (_picture("JPEG"), "image/jpeg", 1),
    ],
    ids=["pdf", "png", "jpeg"],
)
def test_every_page_says_who_looks(content, media_type, pages):
    before = content.getvalue()

    copy = watermarked(content, name="附件", media_type=media_type, text=TEXT)

    texts = [page.extract_text() for page in PdfReader(io.BytesIO(copy)).pages]
    assert [TEXT in text for text in texts] == [True] * pages
    assert b"app.alert" not in copy
    assert content.getvalue() == before


def test_the_watermark_has_name_unit_and_time(alice, parks):
    assert watermark_for(alice, AT).split() == [alice.name, parks.name, "2021年3月1日", "09:30"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (b"%PDF-1.7", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg")],
)
def test_a_broken_file_is_said_to_be_for_download_only(content, media_type):
    with pytest.raises(NoPreview, match="请下载后查看"):
        watermarked(io.BytesIO(content), name="附件.pdf", media_type=media_type, text=TEXT)


def test_only_small_pdf_and_pictures_are_shown():
    assert can_preview("application/pdf", 1000)
    assert not can_preview("application/pdf", 30_000_000)
    assert not can_preview("application/msword", 1000)


def test_a_copy_is_shown_and_an_original_is_downloaded_under_its_own_name(alice):
    shown = preview_answer(
        _pdf(), name="名单 “甲”.png", media_type="application/pdf", person=alice, at=AT
    )
    given = file_answer(_pdf(), name="名单 “甲”.png", media_type="image/png")
    text = file_answer(_pdf(), name="a.docx", media_type="application/msword", inline=True)

    encoded = "filename*=utf-8''%E5%90%8D%E5%8D%95%20%E2%80%9C%E7%94%B2%E2%80%9D"
    assert shown["Content-Disposition"] == f"inline; {encoded}.pdf"
    assert given["Content-Disposition"] == f"attachment; {encoded}.png"
    assert "sandbox" in given["Content-Security-Policy"]
    assert text["Content-Disposition"].startswith("attachment")
    assert {answer["X-Content-Type-Options"] for answer in (shown, given)} == {"nosniff"}
