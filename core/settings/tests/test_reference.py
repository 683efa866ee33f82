"""The page of settings is the class, written down."""

from core.settings.environment import Environment
from core.settings.reference import PAGE, page


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m core.settings.reference"


def test_every_setting_says_what_it_is_for():
    assert [n for n, f in Environment.model_fields.items() if not f.description] == []
