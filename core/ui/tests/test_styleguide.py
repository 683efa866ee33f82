"""The style guide shows every component, and no template breaks the content policy."""

import gzip
import re
from pathlib import Path

import pytest
from django.test.signals import template_rendered
from django.utils import translation

from core.errors import PermissionRefused
from core.ui.styleguide.views import (
    sample_children,
    sample_count,
    sample_progress,
    sample_search,
    styleguide,
)

UI = Path(__file__).parents[1]
TEMPLATES = UI / "templates"
SHEETS = ["base", "frame", "papers", "parts", "print", "tables", "tokens"]


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def page(demo, get):
    return styleguide(get("/styleguide/")).content.decode()


def test_every_component_appears(demo, get):
    used = set()
    template_rendered.connect(keep := lambda template, **_: used.add(template.name))

    styleguide(get("/styleguide/"))

    template_rendered.disconnect(keep)
    folder = TEMPLATES / "ui" / "components"
    assert {f"ui/components/{file.name}" for file in folder.glob("*.html")} - used == set()


def test_outside_a_demonstration_it_asks_for_a_log_in(get, settings, alice):
    settings.DEMO = settings.DEBUG = False

    with pytest.raises(PermissionRefused):
        styleguide(get("/styleguide/"))

    assert styleguide(get("/styleguide/", alice)).status_code == 200


def test_no_id_stands_twice(page):
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_every_label_and_description_leads_to_something(page):
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    asked = re.findall(r'\b(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"', page)

    assert {name for names in asked for name in names.split()} - ids == set()


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_no_template_has_style_or_script_inside(path):
    text = path.read_text()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text) == []
    assert re.findall(r"<script(?![^>]* src=)", text) == []


def test_the_sheets_of_a_page_travel_as_less_than_thirteen_kilobytes():
    folder = UI / "static" / "ui" / "css"

    assert sorted(file.stem for file in folder.glob("*.css")) == sorted([*SHEETS, "styleguide"])
    travelling = [gzip.compress((folder / f"{name}.css").read_bytes()) for name in SHEETS]
    assert sum(map(len, travelling)) < 13_000


def test_the_page_in_english_leaves_no_interface_in_chinese(demo, get):
    with translation.override("en"):
        page = styleguide(get("/styleguide/")).content.decode()

    assert 'lang="en"' in page


def test_the_sample_tree_answers_the_picker(demo, get, rf):
    assert "甲县" in sample_children(get(under="00")).content.decode()
    assert "山东村" in sample_search(get(q="sdc")).content.decode()
    picked = {"recipients": ["under:00-01", "except:00-01-02", "unit:00-02", "group:counties"]}
    assert sample_count(rf.post("/", picked)).content.decode() == "389"


def test_the_sample_bar_comes_to_an_end(get):
    assert "hx-get" in sample_progress(get(done="0")).content.decode()
    assert "hx-get" not in sample_progress(get(done="3600")).content.decode()
