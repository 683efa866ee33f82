"""Who owes what, and why: the statement that the city office prints and scripts read."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from billing.models import FeeLine
from core.contracts.fees import FeeSums


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
class Statement:
    """All fees, or those of one unit."""

    lines: tuple[Line, ...]
    totals: FeeSums

    def as_json(self) -> dict[str, Any]:
        """The statement as the command prints it with ``--json``."""
        lines = [{**asdict(line), "posted_at": line.posted_at.isoformat()} for line in self.lines]
        return {"lines": lines, "totals": asdict(self.totals)}


def fees_wanted(
    *, unit_code: str = "", typed: str = "", fee_class: str = "", not_set: bool = False
) -> QuerySet[FeeLine]:
    """The fees that someone wants to see, in the order of the unit list; "" wants all."""
    fees = FeeLine.objects.select_related("unit").order_by("unit__position", "unit__code", "module")
    if unit_code:
        fees = fees.filter(unit__code=unit_code)
    if typed:
        fees = fees.filter(Q(unit__search_key__contains=typed.casefold()))
    if fee_class:
        fees = fees.filter(fee_class=fee_class)
    return fees.filter(amount_fen=None) if not_set else fees


def statement(unit_code: str | None = None) -> Statement:
    """The fees of the unit with that code, or of every unit."""
    return statement_of(fees_wanted(unit_code=unit_code or ""))


def statement_of(fees: QuerySet[FeeLine]) -> Statement:
    """The chosen fees with their sums."""
    return Statement(tuple(map(line_of, fees)), totals_of(fees))


def line_of(fee: FeeLine) -> Line:
    """One fee as a plain value."""
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


def totals_of(fees: QuerySet[FeeLine]) -> FeeSums:
    """The sums of the chosen fees; one statement."""
    sums = fees.order_by().aggregate(
        charged=Sum("amount_fen", default=0), not_set=Count("pk", filter=Q(amount_fen=None))
    )
    # Payments are not recorded yet: all that is charged is open.
    charged = sums["charged"]
    return FeeSums(charged_fen=charged, paid_fen=0, open_fen=charged, not_set=sums["not_set"])
