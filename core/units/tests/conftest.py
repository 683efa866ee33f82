"""Lists as files, for the tests of reading and importing them."""

import csv
import io
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from core.context import open_city
from core.contracts.people import Person
from core.units.importing import apply_plan
from core.units.listing import check_organ_list, check_unit_list, make_plan
from core.units.listing.rows import ORGAN_COLUMNS, UNIT_COLUMNS
from core.units.selectors.known import known_lists
from tenancy.throwaway import new_database

DATA = Path(__file__).parents[1] / "data"


def as_csv(columns, rows, encoding="utf-8"):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


@pytest.fixture
def units_file():
    """Makes a list of units of rows in the order of the columns."""
    return lambda *rows, encoding="utf-8": as_csv(UNIT_COLUMNS, rows, encoding)


@pytest.fixture
def organs_file():
    """Makes a list of organs of rows in the order of the columns."""
    return lambda *rows: as_csv(ORGAN_COLUMNS, rows)


@pytest.fixture
def city_list():
    """The real list of units, as a file."""
    return io.BytesIO((DATA / "changde_units.csv").read_bytes())


@pytest.fixture
def city_organs():
    """The real list of organs, as a file."""
    return io.BytesIO((DATA / "changde_organs.csv").read_bytes())


@pytest.fixture
def clerk():
    """Someone of the city office who imports and reforms."""
    return Person(account_id=UUID(int=1), name="甲（演示）")


@pytest.fixture
def at():
    """The moment at which everything happens."""
    return datetime(2021, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def imported(clerk, at):
    """Imports lists of rows and tells the plan that was carried out."""

    def run(units, organs=(), at=at):
        with open_city():
            plan = make_plan(units, organs, known_lists())
        apply_plan(plan, by=clerk, at=at, reason="清单导入")
        return plan

    return run


@pytest.fixture(scope="session")
def city_of(base_city, django_db_blocker):
    """A city with these lists imported (not provisioned), for many tests that change nothing."""

    @contextmanager
    def made(units, organs):
        base, _names = base_city
        with django_db_blocker.unblock(), new_database(template=base):
            with open_city():
                plan = make_plan(units, organs, known_lists())
            someone = Person(account_id=UUID(int=1), name="甲（演示）")
            apply_plan(plan, by=someone, at=timezone.now())
            yield

    return made


@pytest.fixture(scope="module")
def whole_city(city_of):
    """The real city."""
    units = check_unit_list(io.BytesIO((DATA / "changde_units.csv").read_bytes())).rows
    listed = {unit.code for unit in units}
    content = io.BytesIO((DATA / "changde_organs.csv").read_bytes())
    with city_of(units, check_organ_list(content, listed).rows):
        yield
