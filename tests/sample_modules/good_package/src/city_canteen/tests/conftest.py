"""Parks has a canteen; Taxes has none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from city_canteen.services import publish_menu
from core.context import open_unit


@pytest.fixture
def parks(parks_with):
    return parks_with("canteen_menu")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def menu(parks, alice, now):
    """Tomorrow's menu; orders close in two hours."""
    with open_unit(parks):
        return publish_menu(
            served_on=timezone.localdate(now) + timedelta(days=1),
            dishes="红烧肉 清炒藕片",
            closes_at=now + timedelta(hours=2),
            by=alice,
            at=now,
        )
