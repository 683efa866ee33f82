"""What the module host needs from whoever keeps the outbox (``core.jobs``)."""

from typing import Protocol, TypeAlias

JsonValue: TypeAlias = str | int | bool | list["JsonValue"] | dict[str, "JsonValue"] | None


class Enqueue(Protocol):
    """Write a piece of work into the outbox, in the open transaction and scope.

    It runs after the commit, in a transaction of the same unit, at least once.
    """

    def __call__(self, name: str, **args: JsonValue) -> object:
        """Remember that ``name`` is to be run with ``args``."""
