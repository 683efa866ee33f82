"""The size of a unit as ``citydesk bench provision`` prints it."""

import json

from tenancy.bench.provision import _size
from tenancy.invariants import BUDGET


def test_the_size_of_a_unit_is_told_in_numbers_and_within_the_budget(city_db):
    figures = {figure.what: figure.value for figure in _size()}

    assert json.loads(json.dumps(figures)) == figures
    assert 0 < figures["relations per unit"] <= BUDGET
    assert figures["bytes per unit"] > 8192
