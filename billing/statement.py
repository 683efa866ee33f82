"""Who owes what, and why: the statement that the city office prints and scripts read."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from billing.models import FeeLine


@dataclass(frozen=True, slots=True)
class Line:
    """One fee; ``module`` None is the admission, ``amount_fen`` None is "not set"."""

    unit: str
    unit_name: str
    module: str | None
    fee_class: str
    amount_fen: int | None
    reason: str
    rule: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in fen; ``not_set`` counts the lines without a price."""

    charged_fen: int
    paid_fen: int
    open_fen: int
    not_set: int


@dataclass(frozen=True, slots=True)
class Statement:
    """All fees, or those of one unit."""

    lines: tuple[Line, ...]
    totals: Totals

    def as_json(self) -> dict[str, Any]:
        """The statement as the command prints it with ``--json``."""
        return {"lines": [asdict(line) for line in self.lines], "totals": asdict(self.totals)}


def statement(unit_code: str | None = None) -> Statement:
    """The fees of the unit with that code, or of every unit, in the order of the unit list."""
    fees = FeeLine.objects.select_related("unit").order_by("unit__position", "module")
    if unit_code is not None:
        fees = fees.filter(unit__code=unit_code)
    return Statement(tuple(map(_line, fees)), _totals(fees))


def _line(fee: FeeLine) -> Line:
    return Line(
        unit=fee.unit.code,
        unit_name=fee.unit.name,
        module=fee.module or None,
        fee_class=fee.fee_class,
        amount_fen=fee.amount_fen,
        reason=fee.reason,
        rule=fee.rule,
        posted_at=fee.posted_at,
    )


def _totals(fees: Any) -> Totals:
    sums = fees.order_by().aggregate(
        charged=Sum("amount_fen", default=0), not_set=Count("pk", filter=Q(amount_fen=None))
    )
    # Payments are not recorded yet: all that is charged is open.
    charged = sums["charged"]
    return Totals(charged_fen=charged, paid_fen=0, open_fen=charged, not_set=sums["not_set"])
