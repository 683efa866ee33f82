"""Whatever a person may be told in Chinese has an English form with the same values."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from core.settings.environment import PROJECT

PARTS = ("core", "tenancy", "billing", "installer", "plugins")
KEYWORDS = dict.fromkeys(("_", "said", "gettext", "gettext_lazy", "gettext_noop"))
IN_TEMPLATES = re.compile(r"""(?:translate\s+|_\()(?:"([^"]*)"|'([^']*)')""")
CHINESE = re.compile("[\u4e00-\u9fff]")
VALUES = re.compile(r"%\(\w+\)s")


def files(ending: str) -> Iterator[Path]:
    for part in PARTS:
        found = (PROJECT / part).rglob(ending)
        yield from (file for file in found if "tests" not in file.parts)


def told() -> set[str]:
    python = {
        str(text)
        for file in files("*.py")
        for _line, text, *_ in extract_from_file("python", file, KEYWORDS)
    }
    pages = {
        one or other
        for file in files("*.html")
        for one, other in IN_TEMPLATES.findall(file.read_text())
    }
    return {text for text in python | pages if CHINESE.search(text)}


def english() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in files("en/LC_MESSAGES/django.po"):
        with file.open("rb") as catalogue:
            found |= {
                str(message.id): str(message.string)
                for message in read_po(catalogue, locale="en", abort_invalid=True)
                if message.id and message.string and not message.pluralizable
            }
    return found


def test_every_text_has_an_english_form():
    assert sorted(told() - english().keys()) == []


def test_the_english_form_names_no_other_values():
    wrong = [
        chinese
        for chinese, text in english().items()
        if set(VALUES.findall(chinese)) != set(VALUES.findall(text))
    ]

    assert wrong == []
