"""How commands speak to a terminal: tables whose text is only text, a bar with rate and time."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text


def grid(heads: Sequence[str], rows: Iterable[Sequence[object]], *right: int) -> Table:
    """A table; the columns whose place is in ``right`` are set to the right.

    Cells are text and nothing else: a name such as “[办公室]” is no markup.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if place in right else "left")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return table


class Rate(ProgressColumn):
    """Units a second."""

    def render(self, task: Task) -> Text:
        """The speed of late, or a dash before anything is done."""
        speed = task.finished_speed or task.speed
        return Text("—/s" if speed is None else f"{speed:.1f}/s")


class Step(Protocol):
    """Told that one more thing is done."""

    def __call__(self, by: int = 1) -> None:
        """Move the bar on."""


@contextmanager
def bar(what: str, total: int) -> Iterator[Step]:
    """A bar of ``total`` on standard error while the block runs; nothing where nobody looks."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda by=1: progress.update(task, advance=by)
