"""The host keeps the rule it sets for modules: every sentence has its English."""

from types import SimpleNamespace

from core.modules.check.source import Source
from core.modules.check.words import check_bare_words, check_translations
from core.settings.environment import PROJECT

HOST = Source(PROJECT / "core" / "modules", "core.modules", SimpleNamespace(name="modules"))


def test_every_sentence_has_its_english():
    assert [str(finding) for finding in check_translations(HOST)] == []


def test_no_sentence_is_chinese_only():
    assert [str(finding) for finding in check_bare_words(HOST)] == []
