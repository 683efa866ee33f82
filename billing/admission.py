"""The fee of a unit's admission: one line, posted in the transaction that makes the unit."""

from collections.abc import Iterator

from django.utils import timezone
from psycopg2.sql import Composable

from billing.models import FeeLine
from billing.tariff import rule_for
from core.db.keys import new_id
from core.units.kinds import FEE_CLASS
from tenancy.contributions import UnitFacts
from tenancy.text import insert


def admission_fee(unit: UnitFacts) -> Iterator[Composable]:
    """The statement that posts what ``unit`` owes for installation and implementation."""
    fee_class = FEE_CLASS[unit.kind]
    rule = rule_for(fee_class, timezone.localdate(unit.at))
    yield insert(
        FeeLine._meta.db_table,
        {
            "id": str(new_id()),
            "unit_id": str(unit.id),
            "module": "",
            "fee_class": fee_class,
            "amount_fen": rule.amount_fen,
            "reason": rule.reason,
            "rule": rule.id,
            "posted_at": unit.at,
        },
    )
