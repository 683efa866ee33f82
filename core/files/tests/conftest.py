"""A store of its own for each test, and small real files."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
AT = datetime(2021, 3, 1, tzinfo=UTC)


def zipped(*names: str) -> bytes:
    """An archive with these entries."""
    return packed(dict.fromkeys(names, "内容"))


def packed(entries) -> bytes:
    """An archive with these names and contents."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return content.getvalue()


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """The data folder of the test."""
    settings.CITYDESK_HOME = tmp_path
    return tmp_path


@pytest.fixture
def on_disk(home):
    """The names of all files in the store, finished or not."""

    def names() -> list[str]:
        return sorted(path.name for path in (home / "files").rglob("*") if path.is_file())

    return names
