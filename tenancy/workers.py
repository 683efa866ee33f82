"""Make all pending units with several processes; killed at any moment, run it again.

Work is handed out by the database (``FOR UPDATE SKIP LOCKED``), so a worker that dies
gives its unit back with its transaction. DDL is compiled before the processes fork.
"""

import multiprocessing as mp
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, cast
from uuid import UUID

from django.db import connections

from core.context import open_city
from core.units.kinds import State
from core.units.models import Unit
from tenancy.installation import installed
from tenancy.provision import Made, blueprint, provision_next
from tenancy.roles import make_unit_roles

Progress = Callable[[Made], None]


@dataclass(slots=True)
class Run:
    """What a run made and what it could not; ``lost`` counts workers that died."""

    made: list[Made] = field(default_factory=list)
    failed: list[Made] = field(default_factory=list)
    lost: int = 0

    def note(self, outcome: Made) -> None:
        """Sort one outcome."""
        (self.failed if outcome.error else self.made).append(outcome)


def pending_units() -> list[UUID]:
    """The units that are registered and not yet made."""
    with open_city():
        return list(Unit.objects.filter(state=State.PENDING).values_list("id", flat=True))


def provision_all(*, workers: int = 2, progress: Progress = lambda _made: None) -> Run:
    """Make every pending unit; ``progress`` hears of each one as it is done."""
    pending, run = pending_units(), Run()
    if not pending:
        return run
    make_unit_roles(installed(), pending)
    blueprint()
    connections.close_all()
    if workers <= 1:
        _work(lambda made: _hear(run, made, progress))
        return run
    _run_processes(min(workers, len(pending)), run, progress)
    return run


def _hear(run: Run, made: Made, progress: Progress) -> None:
    run.note(made)
    progress(made)


def _work(tell: Callable[[Made], None]) -> None:
    failed: set[UUID] = set()
    while outcome := provision_next(frozenset(failed)):
        unit_id, made = outcome
        if made.error:
            failed.add(unit_id)
        tell(made)


def _run_processes(count: int, run: Run, progress: Progress) -> None:
    fork = mp.get_context("fork")
    children: dict[Connection, Any] = {}
    for _ in range(count):
        here, there = fork.Pipe(duplex=False)
        child = fork.Process(target=_child, args=(there, [here, *children]), daemon=True)
        child.start()
        there.close()
        children[here] = child
    while children:
        for pipe in cast("list[Connection]", wait(list(children))):
            try:
                _hear(run, pipe.recv(), progress)
            except EOFError:
                child = children.pop(pipe)
                child.join()
                run.lost += child.exitcode != 0
    # Two workers may meet the same unmakeable unit; it failed once.
    run.failed = list({made.code: made for made in run.failed}.values())


def _child(pipe: Connection, inherited: list[Connection]) -> None:
    """Make units until none is left, or until nobody listens any more."""
    # Held open here, these would keep the pipe of a killed parent alive: the child would go
    # on unseen, and hang as soon as the pipe is full.
    for end in inherited:
        end.close()
    try:
        with suppress(BrokenPipeError):
            _work(pipe.send)
    finally:
        connections.close_all()
        pipe.close()
