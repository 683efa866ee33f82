"""What others may know of fees: billing keeps the promise, the consoles ask.

Billing and the consoles stand side by side and never import one another.
"""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FeeSums:
    """Sums in fen; ``not_set`` counts the lines for which the city has set no price."""

    charged_fen: int = 0
    paid_fen: int = 0
    open_fen: int = 0
    not_set: int = 0


class FeeDesk(Protocol):
    """Answers in the open transaction, as far as its scope may see fees."""

    def sums(self, unit_id: UUID | None = None) -> FeeSums:
        """What a unit owes, or all units together."""

    def statement_url(self, unit_code: str | None = None) -> str:
        """The page of the city's console that lists the fees."""


class NoFees:
    """The desk of an installation without billing."""

    def sums(self, unit_id: UUID | None = None) -> FeeSums:  # noqa: ARG002 -- as promised
        """Nothing is owed."""
        return FeeSums()

    def statement_url(self, unit_code: str | None = None) -> str:  # noqa: ARG002 -- as promised
        """There is no page."""
        return ""


_desk: FeeDesk = NoFees()


def offer(desk: FeeDesk) -> None:
    """Billing takes its seat; called once, when its app is ready."""
    global _desk  # noqa: PLW0603 -- one desk per process
    _desk = desk


def fee_desk() -> FeeDesk:
    """Whoever keeps the fees of this installation."""
    return _desk
