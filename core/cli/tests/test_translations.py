"""What the command line says is said in English too."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from core.settings.environment import PROJECT

PARTS = ("cli", "runtime", "settings")
KEYWORDS = {"_": None, "said": None, "gettext_noop": None, "gettext_lazy": None}


def texts() -> list[str]:
    files = [PROJECT / "core" / "errors.py"]
    for part in PARTS:
        files += (f for f in (PROJECT / "core" / part).rglob("*.py") if "tests" not in f.parts)
    found = {text for file in files for text in _texts_of(file)}
    return sorted(found)


def _texts_of(file: Path) -> list[str]:
    return [str(found[1]) for found in extract_from_file("python", file, KEYWORDS) if found[1]]


@pytest.fixture(scope="module")
def english():
    source = PROJECT / "core" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with source.open("rb") as file:
        return read_po(file, locale="en")


@pytest.mark.parametrize("text", texts())
def test_every_text_has_an_english_form_with_the_same_values(text, english):
    message = english.get(text)

    assert message is not None, "no entry in core/locale/en/LC_MESSAGES/django.po"
    assert message.string
    assert set(re.findall(r"%\(\w+\)s", message.string)) == set(re.findall(r"%\(\w+\)s", text))
