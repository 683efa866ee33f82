"""The code that lets a new unit's first administrator in, made with the unit and told again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from psycopg2.sql import Composable

from core.context import open_city
from core.files.public import as_csv
from core.identity.models import ActivationCode
from core.identity.public import first_codes_of, new_code
from core.ui.dates import moment
from core.units.models import Unit
from tenancy.contributions import UnitFacts
from tenancy.keeping import keep
from tenancy.text import insert


def activation_code(unit: UnitFacts) -> Iterator[Composable]:
    """The statement that lets whoever gets the code become the first administrator of ``unit``."""
    _code, row = new_code(unit_id=unit.id, at=unit.at)
    values = {str(f.column): getattr(row, f.attname) for f in ActivationCode._meta.fields}
    yield insert(
        ActivationCode._meta.db_table,
        {**values, "id": str(row.pk), "unit_id": str(unit.id)},
    )


def codes_as_csv(unit_ids: Iterable[UUID], *, at: datetime) -> bytes:
    """The list of all codes that can still be redeemed, one unit a line; b"" for none."""
    with open_city():
        codes = first_codes_of(unit_ids=unit_ids, at=at)
        units = Unit.objects.filter(pk__in=codes).order_by("position", "code")
        rows = [(unit.code, unit.name, *codes[unit.pk]) for unit in units]
    if not rows:
        return b""
    head = (_("单位代码"), _("单位名称"), _("激活码"), _("有效期至"))
    return as_csv(head, [(code, name, secret, moment(until)) for code, name, secret, until in rows])


def keep_codes(unit_ids: Iterable[UUID], *, name: str, at: datetime) -> Path | None:
    """Write the codes to a list that only the operator can read; its path, None for no codes.

    The same ``name`` writes the same file again, so that a repeated import leaves one list.
    """
    content = codes_as_csv(unit_ids, at=at)
    if not content:
        return None
    return keep(settings.CITYDESK_HOME / "exports" / f"activation-codes-{name}.csv", content)
