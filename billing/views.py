"""费用: what all units owe, for the city office; what this unit owes, for its own people."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.models import FeeLine
from billing.statement import fees_wanted, line_of, totals_of
from billing.words import fee_class_title, fee_classes, module_title
from core.context import current_unit
from core.files.public import as_csv, as_xlsx
from core.ui.components.base import Component
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.lists import ListState
from core.ui.components.money import fee_figures
from core.ui.components.notices import EmptyState, Notice
from core.ui.components.pages import Page, Pagination
from core.ui.components.panels import Panel
from core.ui.components.tables import Column, Filter, Table
from core.ui.dates import amount, day
from core.ui.links import city_url, known_city_url
from core.web.access import requires, requires_city
from core.web.request import PersonRequest

_PAGE = 100


@requires_city("city.fees")
@require_safe
def statement_page(request: PersonRequest) -> HttpResponse:
    """All fees with their sums; filters narrow both."""
    state = ListState.of(request, "fees")
    fees = _wanted(state)
    totals = totals_of(fees)
    table = _statement_table(fees, state)
    way = (Crumb(_("市级控制台"), known_city_url("console:overview")), Crumb(_("费用")))
    head = PageHead(
        _("费用"), crumbs=way, note=_("按收费标准在开通时记账；村、乡镇等未规定标准的如实标明。")
    )
    parts = [Panel(_("合计"), (fee_figures(totals),)), table]
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


def _wanted(state: ListState) -> QuerySet[FeeLine]:
    return fees_wanted(
        unit_code=state.value("unit"),
        typed=state.value("unit_name"),
        fee_class=state.value("fee_class"),
        not_set=state.value("amount") == "not_set",
    )


def _statement_table(fees: QuerySet[FeeLine], state: ListState) -> Table:
    count = fees.count()
    page = _numbered(fees, state, count)
    return Table(
        name="fees",
        label=_("费用明细"),
        columns=(
            Column(
                "unit_name", _("单位"), lambda fee: fee.unit.name, card="title", width="wide",
                filter=Filter(),
            ),
            *_columns(city=True),
        ),
        rows=page.rows,
        state=state,
        row_url=lambda fee: city_url("console:unit", fee.unit.code),
        count=count,
        pages=page.pagination,
        export_url=ListState(city_url("fees:xlsx"), state.query).url(),
        empty=EmptyState(_("没有费用"), _("单位开通时自动记账。"), icon="banknotes"),
        wide=True,
    )  # fmt: skip


def _columns(*, city: bool) -> Iterable[Column]:
    classes = [("", _("全部")), *fee_classes()]
    prices = [("", _("全部")), ("not_set", _("未规定"))]
    return (
        Column("module", _("内容"), lambda fee: module_title(fee.module)),
        Column(
            "fee_class", _("收费类别"), lambda fee: fee_class_title(fee.fee_class),
            filter=Filter("choice", classes) if city else None,
        ),
        Column(
            "amount", _("金额"), lambda fee: amount(fee.amount_fen), align="end", card="aside",
            filter=Filter("choice", prices) if city else None,
        ),
        Column("reason", _("依据"), width="wide"),
        Column("rule", _("标准编号"), card="none"),
        Column("posted_at", _("记账日期"), lambda fee: day(fee.posted_at)),
    )  # fmt: skip


def _numbered(fees: QuerySet[FeeLine], state: ListState, count: int) -> Page:
    """Pages by number: the order is that of the unit list, which stands in another table."""
    pages = max(1, -(-count // _PAGE))
    asked = state.query.get("page", "1")
    number = min(pages, max(1, int(asked))) if asked.isdecimal() and len(asked) < 8 else 1
    rows = list(fees[(number - 1) * _PAGE : number * _PAGE])
    return Page(
        rows,
        Pagination(
            previous=state.url(page=number - 1) if number > 1 else "",
            next=state.url(page=number + 1) if number < pages else "",
            number=number,
            pages=pages,
            state=state,
        ),
        count,
    )


@requires_city("city.fees")
@require_safe
def statement_csv(request: PersonRequest) -> HttpResponse:
    """The filtered statement as CSV."""
    content = as_csv(_head(), _rows(_wanted(ListState.of(request, "fees"))))
    return _attachment(content, "text/csv; charset=utf-8", "csv")


@requires_city("city.fees")
@require_safe
def statement_xlsx(request: PersonRequest) -> HttpResponse:
    """The filtered statement as a workbook."""
    content = as_xlsx(_("费用"), _head(), _rows(_wanted(ListState.of(request, "fees"))))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _attachment(content, kind, "xlsx")


def _head() -> list[str]:
    return [
        _("单位代码"), _("单位"), _("内容"), _("收费类别"), _("金额（元）"), _("依据"),
        _("标准编号"), _("记账日期"),
    ]  # fmt: skip


def _rows(fees: QuerySet[FeeLine]) -> list[list[object]]:
    return [
        [
            line.unit, line.unit_name, module_title(line.module or ""),
            fee_class_title(line.fee_class), _yuan(line.amount_fen), line.reason, line.rule,
            day(line.posted_at),
        ]
        for line in map(line_of, fees)
    ]  # fmt: skip


def _yuan(fen: int | None) -> str:
    """A bare number that a spreadsheet can add up; empty where no price is set."""
    return "" if fen is None else f"{fen // 100}.{fen % 100:02d}"


def _attachment(content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"fees-{timezone.localdate():%Y%m%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, kind, headers=headers)


@requires("fees.view")
@require_safe
def unit_fees(request: PersonRequest) -> HttpResponse:
    """What the unit whose page it is owes, and why."""
    fees = fees_wanted(unit_code=current_unit().code)
    totals = totals_of(fees)
    table = Table(
        name="fees",
        label=_("费用明细"),
        columns=tuple(_columns(city=False)),
        rows=list(fees),
        empty=EmptyState(_("没有费用"), icon="banknotes"),
    )
    parts: list[Component] = [Panel(_("合计"), (fee_figures(totals),))]
    if totals.not_set:
        parts.append(Notice(_("标为“未规定”的项目，市里没有规定收费标准，目前不收费。")))
    parts.append(Panel(_("明细"), (table,)))
    head = PageHead(_("本单位费用"))
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})
