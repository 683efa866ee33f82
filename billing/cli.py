"""``citydesk fees …``: who owes what, from the command line."""

import click
from django.utils.translation import gettext as _
from rich.table import Table
from rich.text import Text

from billing.statement import Statement, statement
from billing.words import module_title
from core.cli.public import Answer, answers
from core.context import open_city
from core.files.public import as_csv
from core.ui.dates import amount, day
from core.units.models import Unit
from tenancy.errors import UnknownUnit
from tenancy.terminal import grid

_COLUMNS = ("unit", "module", "fee_class", "amount_fen", "reason", "rule", "posted_at")


@click.group(help=_("费用：应收明细"))
def fees() -> None:
    """Hold the commands of fees."""


@fees.command("statement", help=_("谁应付多少、为什么"))
@click.option("--unit", "code", metavar="CODE", help=_("单位代码"))
@click.option("--csv", "as_table", is_flag=True, help=_("输出 CSV"))
@answers("database")
def fee_statement(code: str | None, as_table: bool) -> Answer:
    """Answer with all fees, or those of one unit, and their sums."""
    with open_city():
        if code is not None and not Unit.objects.filter(code=code).exists():
            raise UnknownUnit(unit=code)
        found = statement(code)
    return Answer(found.as_json(), _csv(found) if as_table else _text(found))


def _csv(found: Statement) -> Text:
    lines = found.as_json()["lines"]
    rows = ([line[column] for column in _COLUMNS] for line in lines)
    return Text(as_csv(_COLUMNS, rows).decode("utf-8-sig").rstrip())


def _text(found: Statement) -> Table:
    heads = (_("单位"), _("内容"), _("金额"), _("依据"), _("记账日期"))
    rows = [
        (
            line.unit_name, module_title(line.module or ""), amount(line.amount_fen), line.reason,
            day(line.posted_at),
        )
        for line in found.lines
    ]  # fmt: skip
    totals = found.totals
    rows.append((_("合计"), "", amount(totals.charged_fen), _not_set(totals.not_set), ""))
    return grid(heads, rows, 2)


def _not_set(count: int) -> str:
    return _("另有 %(n)s 项未规定标准") % {"n": count} if count else ""
