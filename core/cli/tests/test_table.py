"""Every row of the table leads somewhere."""

import click
import pytest

from core.cli.loading import load
from core.cli.table import BENCHES, CHECKS, COMMANDS, INVARIANTS


@pytest.mark.parametrize("row", COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_there_and_has_a_line_of_help(row):
    assert isinstance(load(row.path), click.Command)
    assert row.help


@pytest.mark.parametrize("path", [row.path for row in BENCHES.values()] + CHECKS + INVARIANTS)
def test_every_benchmark_and_check_is_a_function(path):
    assert callable(load(path))
