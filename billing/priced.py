"""The fee of a module that carries its own price: posted when it first becomes active."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from psycopg2 import sql

from billing.models import FeeLine
from core.db.keys import new_id
from core.modules.public import registry
from core.units.kinds import FEE_CLASS
from tenancy.contributions import UnitFacts
from tenancy.text import insert


def module_fee(unit: UnitFacts, module: str, act: str) -> Iterator[sql.Composable]:
    """The statement that posts the module's price; nothing for one included in the admission.

    Once for each unit: a module that was removed and comes back is not charged again.
    """
    manifest = registry()[module].manifest
    if act != "install" or manifest.price is None:
        return
    fee_class = FEE_CLASS[unit.kind]
    yield insert(
        FeeLine._meta.db_table,
        {
            "id": str(new_id()),
            "unit_id": str(unit.id),
            "module": module,
            "fee_class": fee_class,
            "amount_fen": manifest.price.get(fee_class),
            "reason": _("模块“%(module)s”的标价") % {"module": manifest.title},
            "rule": f"{module[:13]} {manifest.version[:6]}",
            "posted_at": unit.at,
        },
    ) + sql.SQL(" ON CONFLICT (unit_id, module) DO NOTHING")
