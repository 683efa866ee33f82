"""Every word of the interface is in the English catalogue, and nothing else is."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import locale as conf_locale

UI = Path(__file__).parents[1]
IN_PYTHON = re.compile(r'\b(?:_|gettext|gettext_lazy)\(\s*"((?:[^"\\]|\\.)*)"')
IN_TEMPLATES = re.compile(r"""(?:translate\s+|_\()(?:"([^"]*)"|'([^']*)')""")
BLOCKS = re.compile(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", re.DOTALL)


def words_of_python():
    for path in UI.rglob("*.py"):
        if "tests" not in path.parts:
            yield from IN_PYTHON.findall(path.read_text())


def words_of_templates():
    for path in UI.rglob("*.html"):
        text = path.read_text()
        yield from (first or second for first, second in IN_TEMPLATES.findall(text))
        yield from (re.sub(r"{{ (\w+) }}", r"%(\1)s", block) for block in BLOCKS.findall(text))


@pytest.fixture
def catalogue():
    with (UI / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


def test_every_word_is_in_english(catalogue):
    words = {*words_of_python(), *words_of_templates()}

    assert words - set(catalogue) == set()
    assert set(catalogue) - words == set()
    assert [word for word, english in catalogue.items() if not english] == []


def test_names_of_values_are_the_same_in_both(catalogue):
    names = re.compile(r"%\(\w+\)s")

    assert [w for w, e in catalogue.items() if set(names.findall(w)) != set(names.findall(e))] == []


def test_our_chinese_for_django_replaces_sentences_that_django_has():
    theirs = Path(conf_locale.__file__).parent / "zh_Hans" / "LC_MESSAGES" / "django.po"
    ours = UI / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    with theirs.open("rb") as old, ours.open("rb") as new:
        known = {message.id for message in read_po(old)}
        said = {message.id for message in read_po(new)}

    assert said - known == set()
