"""``citydesk bench NAME``: figures, each beside a baseline measured in the same run."""

import inspect
import platform
from collections.abc import Callable
from os import cpu_count
from typing import Any

import click
from django.utils.translation import gettext as _
from rich.table import Table

from core.cli.answers import Answer, answers
from core.cli.loading import load
from core.cli.table import BENCHES
from core.contracts.figures import Figure


class BenchGroup(click.Group):
    """A group whose commands are the benchmarks of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """The names, in the order of the table."""
        return list(BENCHES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command made of the benchmark's function."""
        row = BENCHES.get(cmd_name)
        return _command(cmd_name, load(row.path), _(row.help)) if row else None


@click.group(cls=BenchGroup, help=_("运行基准测试，与同一次运行中的基线对比"))
def bench() -> None:
    """Hold the benchmarks."""


def _command(name: str, function: Callable[..., list[Figure]], line: str) -> click.Command:
    @answers("database")
    def run(**options: Any) -> Answer:
        """Measure and answer."""
        figures = function(**options)
        return Answer(_document(name, figures), _table(figures))

    for parameter in inspect.signature(function).parameters.values():
        option = f"--{parameter.name.replace('_', '-')}"
        run = click.option(option, default=parameter.default, show_default=True)(run)
    return click.command(name, help=line)(run)


def _document(name: str, figures: list[Figure]) -> dict[str, object]:
    machine = f"{platform.machine()}, {cpu_count()} CPU, Python {platform.python_version()}"
    rows = [
        {
            "what": figure.what,
            "value": figure.value,
            "unit": figure.unit,
            "baseline": figure.baseline,
            "ratio": figure.ratio,
        }
        for figure in figures
    ]
    return {"name": name, "machine": machine, "figures": rows}


def _table(figures: list[Figure]) -> Table:
    table = Table(box=None)
    for title in (_("项目"), _("结果"), _("单位"), _("基线"), _("倍数")):
        table.add_column(title)
    for figure in figures:
        table.add_row(
            figure.what,
            f"{figure.value:.4g}",
            figure.unit,
            "" if figure.baseline is None else f"{figure.baseline:.4g}",
            "" if figure.ratio is None else f"{figure.ratio:.2f}×",
        )
    return table
