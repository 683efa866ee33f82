"""A unit's admission posts exactly what the tariff says, when the unit is made."""

from datetime import date

import pytest

from billing.models import FeeLine
from billing.statement import statement
from billing.tariff import NoRule, rule_for, rules
from core.context import open_city, open_unit
from core.units.kinds import FEE_CLASS


@pytest.mark.parametrize(
    ("kind", "fen"),
    [
        ("city_body", 0),
        ("city_department", 0),
        ("county_body", 3_000_000),
        ("zone_committee", 2_000_000),
        ("county_department", 800_000),
        ("zone_department", 400_000),
        ("township", None),
        ("subdistrict", None),
        ("village", None),
        ("community", None),
        ("vertical_unit", None),
        ("enterprise", None),
    ],
)
def test_each_kind_pays_what_the_article_names(kind, fen):
    assert rule_for(FEE_CLASS[kind], date(2026, 1, 1)).amount_fen == fen


def test_every_class_has_a_rule():
    assert {rule.fee_class for rule in rules()} == set(FEE_CLASS.values())


def test_before_the_tariff_there_is_no_price_to_invent():
    with pytest.raises(NoRule):
        rule_for("zone", date(2019, 12, 31))


def test_making_a_unit_posts_its_fee_once(cast):
    with open_city():
        lines = statement().lines

    assert [(line.unit, line.module, line.amount_fen) for line in lines] == [
        ("city", None, 0),
        ("county", None, 3_000_000),
        ("parks", None, None),
        ("taxes", None, None),
    ]


def test_the_totals_count_what_has_no_price_apart(cast):
    with open_city():
        totals = statement().totals

    assert (totals.charged_fen, totals.open_fen, totals.paid_fen) == (3_000_000, 3_000_000, 0)
    assert totals.not_set == 2


def test_a_unit_sees_only_its_own_fees(parks):
    with open_unit(parks):
        assert [fee.unit.code for fee in FeeLine.objects.all()] == ["parks"]
