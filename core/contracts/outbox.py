"""What the module host needs from whoever keeps the outbox (``core.jobs``)."""

from typing import Protocol, TypeAlias

JsonValue: TypeAlias = str | int | bool | list["JsonValue"] | dict[str, "JsonValue"] | None


class Enqueue(Protocol):
    """Write a piece of work into the outbox, in the open transaction and scope.

    It runs after the commit, in a transaction of the same unit, at least once.
    """

    def __call__(self, name: str, /, *, hook: str, module: str, fact: JsonValue) -> object:
        """Remember that ``fact`` is to be told to ``module``; ``name`` is the job that does it."""
