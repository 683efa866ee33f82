"""The jobs that the code declares, by name: what a row in the queue may ask for."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps

from core.db.apps import ModuleApp

JobFunction = Callable[..., None]

#: Parameters that the worker fills in, not the one who enqueues.
_OFFERED = frozenset({"at", "unit"})


class UnknownJob(LookupError):
    """A bug, not a refusal: no code declares a job of this name."""


class CitysOwnJob(LookupError):
    """A bug or an attack, not a refusal: a unit asks for work that runs over the whole city."""


class WrongJobArguments(TypeError):
    """A bug, not a refusal: the arguments are not those of the job's function."""


@dataclass(frozen=True)
class DeclaredJob:
    """A function under a stable name, and how hard it is tried.

    ``every``: the scheduler runs it in the city's scope at this interval; no unit may ask for it.
    ``transaction``: whether the worker opens the job's scope round it. A job that opens
    its own transactions (many units, long work) may be repeated after a crash; unless it
    takes ``unit`` and stays in it, no unit may ask for it.
    """

    name: str
    run: JobFunction
    attempts: int
    lease: timedelta
    every: timedelta | None
    transaction: bool

    @cached_property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The function's parameters by name."""
        return inspect.signature(self.run).parameters

    @property
    def interval(self) -> timedelta:
        """How often the scheduler runs it; only a scheduled job has one."""
        if self.every is None:
            raise UnknownJob(f"{self.name} has no schedule")
        return self.every

    def given(self, **offers: Any) -> dict[str, Any]:
        """Of what the worker offers (``at``, ``unit``), what the function takes."""
        return {name: offer for name, offer in offers.items() if name in self.parameters}

    @cached_property
    def module(self) -> str | None:
        """The module that declares it, or None for the kernel's own jobs."""
        config = apps.get_containing_app_config(self.run.__module__)
        return config.label.removeprefix("mod_") if isinstance(config, ModuleApp) else None

    def check_owner(self, unit_id: UUID | None) -> None:
        """Refuse a unit what the clock does for all, and what opens scopes that are not its own."""
        opens_any = not self.transaction and "unit" not in self.parameters
        if unit_id is not None and (self.every is not None or opens_any):
            raise CitysOwnJob(self.name)

    def check_arguments(self, args: Mapping[str, Any]) -> None:
        """Refuse arguments that the function does not take, or lacks."""
        named = set(self.parameters) - _OFFERED
        needed = {
            name for name in named if self.parameters[name].default is inspect.Parameter.empty
        }
        if not needed <= set(args) <= named:
            raise WrongJobArguments(f"{self.name} takes {sorted(named)}, was given {sorted(args)}")


_declared: dict[str, DeclaredJob] = {}


def job(
    name: str,
    *,
    attempts: int = 8,
    lease: timedelta = timedelta(minutes=10),
    every: timedelta | None = None,
    transaction: bool = True,
) -> Callable[[JobFunction], JobFunction]:
    """Declare the decorated function as the job ``name`` (``<app or module>.<verb>``).

    The function takes keyword arguments of plain JSON values; ``at`` if it wants the
    time, ``unit`` if it opens that unit's transactions itself. It runs in the scope that
    enqueued it, and its success is recorded in the same transaction: what it writes is
    written exactly once.
    """

    def declare(function: JobFunction) -> JobFunction:
        known = _declared.get(name)
        if known and known.run.__qualname__ != function.__qualname__:
            raise ValueError(f"two functions are declared as the job {name}")
        _declared[name] = DeclaredJob(name, function, attempts, lease, every, transaction)
        return function

    return declare


def declared_job(name: str) -> DeclaredJob:
    """The job of that name; raises ``UnknownJob``."""
    try:
        return _declared[name]
    except KeyError:
        raise UnknownJob(name) from None


def scheduled_jobs() -> list[DeclaredJob]:
    """The jobs that the scheduler runs at an interval."""
    return [declared for declared in _declared.values() if declared.every]
