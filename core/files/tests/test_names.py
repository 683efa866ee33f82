"""Names of attachments are shown and sent without trickery."""

import pytest

from core.files.names import safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("附件1：名单.docx", "附件1：名单.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\桌面\\通知.pdf", "通知.pdf"),
        ("a\u202efdp.exe", "a_fdp.exe"),
        ('a"b\r\nSet-Cookie: x.pdf', "a_b__Set-Cookie_ x.pdf"),
        ("附\u200b件\u2028.pdf", "附_件_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("通知\x00.pdf", "通知_.pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_a_name_becomes_one_safe_line(given, safe):
    assert safe_name(given) == safe


def test_a_long_name_keeps_its_ending():
    assert len(safe_name("长" * 300 + ".pdf")) == 120
    assert safe_name("长" * 300 + ".pdf").endswith("长.pdf")
