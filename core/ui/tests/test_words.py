"""Dates, amounts, links and icons."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from core.ui import amount, city_url, day, icon, moment


def test_dates_are_written_as_in_papers():
    assert day(date(2026, 11, 3)) == "2026年11月3日"
    assert moment(datetime(2026, 11, 23, 1, 30, tzinfo=UTC)) == "2026年11月23日 09:30"
    assert day(None) == moment(None) == ""


def test_dates_in_english():
    with translation.override("en"):
        assert day(date(2026, 11, 3)) == "3 November 2026"


@pytest.mark.parametrize(
    ("fen", "text"),
    [(3_000_000, "30,000.00 元"), (5, "0.05 元"), (-120, "-1.20 元"), (None, "未规定")],
)
def test_amounts_are_exact_to_the_fen(fen, text):
    assert amount(fen) == text


def test_the_filters_of_a_template():
    shown = Template(
        "{% load ui %}{{ on|cn_date }} {{ fen|amount_fen }} {% amount_fen fen %} {{ n|thousands }}"
    ).render(Context({"on": date(2026, 1, 1), "fen": None, "n": 3606}))

    assert shown == "2026年1月1日 未规定 未规定 3,606"


def test_a_city_page_is_reached_from_inside_a_unit():
    set_script_prefix("/u/parks/")
    try:
        assert city_url("ui:styleguide") == "/styleguide/"
        assert get_script_prefix() == "/u/parks/"
    finally:
        set_script_prefix("/")


def test_icons_are_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in icon("inbox")
    assert icon("") == ""
