"""Lists as files, for the tests of reading and importing them."""

import csv
import io
from pathlib import Path

import pytest

from core.units.listing.rows import ORGAN_COLUMNS, UNIT_COLUMNS

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
