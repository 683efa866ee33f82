"""Registers, receipts, facts. All content is made up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.ui.components.buttons import Button
from core.ui.components.facts import (
    DefinitionList,
    Fact,
    Figure,
    Figures,
    FileLine,
    FileList,
)
from core.ui.components.lists import ListState
from core.ui.components.marks import Light, StateTag, urgency_tag
from core.ui.components.notices import EmptyState
from core.ui.components.pages import Pagination
from core.ui.components.receipts import ReceiptCell, ReceiptGroup, ReceiptMatrix
from core.ui.components.tables import Column, Filter, Table
from core.ui.styleguide.specimen import Specimen

NOON = datetime(2026, 11, 23, 9, 30, tzinfo=timezone.get_fixed_timezone(480))
SENDERS = ("示例市人民政府办公室", "示例市水利局", "甲县人民政府办公室", "示例市档案馆")
TITLES = (
    "关于做好今冬明春森林防火工作的通知",
    "关于报送2026年度农村公路养护情况的函",
    "关于印发《示例市电子公文单套归档管理办法（试行）》的通知",
    "关于召开全市乡镇（街道）便民服务中心规范化建设推进会的通知",
    "关于开展地质灾害隐患点排查的紧急通知",
    "关于调整值班电话的通知",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One incoming document of the made-up register."""

    pk: int
    title: str
    number: str
    sender: str
    urgency: str
    arrived_on: date
    copies: int
    left: Light
    state: StateTag
    fresh: bool


def letters() -> list[Letter]:
    """Twelve letters, the first ones unread."""
    lights = (Light("red", "超期2工作日"), Light("amber", "剩1工作日"), Light("green", "剩5工作日"))
    states = (StateTag("待签收", "warn"), StateTag("办理中", "info"), StateTag("已办结", "good"))
    return [
        Letter(
            pk=n,
            title=TITLES[n % 6],
            number=f"示政办函〔2026〕{118 - n}号",
            sender=SENDERS[n % 4],
            urgency=("特急", "", "加急", "")[n % 4],
            arrived_on=NOON.date() - timedelta(days=n),
            copies=n % 3 + 1,
            left=lights[min(n, 2)],
            state=states[min(n // 2, 2)],
            fresh=n < 3,
        )
        for n in range(12)
    ]


COLUMNS = (
    Column(
        "urgency",
        _("紧急程度"),
        lambda r: urgency_tag(r.urgency) if r.urgency else "",
        width="narrow",
        card="aside",
    ),
    Column("title", _("标题"), card="title", width="wide", sort=True, filter=Filter()),
    Column("sender", _("来文单位"), sort=True, filter=Filter("choice", [(s, s) for s in SENDERS])),
    Column("number", _("文号"), width="narrow", filter=Filter(), card="none"),
    Column("arrived_on", _("收文日期"), sort=True, width="narrow", filter=Filter("date")),
    Column("copies", _("份数"), align="end", total=24, card="none", optional=True),
    Column("left", _("时限"), width="narrow"),
    Column("state", _("状态"), width="narrow", card="none"),
)


def register(request: HttpRequest) -> Table:
    """A register that truly sorts and filters, in memory."""
    state = ListState.of(request, "letters")
    rows = [r for r in letters() if state.value("title") in r.title]
    rows = [
        r for r in rows if state.value("sender") in r.sender and state.value("number") in r.number
    ]
    key = state.sort.removeprefix("-")
    if key in {"title", "sender", "arrived_on"}:
        rows.sort(key=lambda r: getattr(r, key), reverse=state.sort.startswith("-"))
    return Table(
        name="letters",
        label="收文登记簿",
        columns=COLUMNS,
        rows=rows,
        state=state,
        row_url=lambda r: f"#letter-{r.pk}",
        fresh=lambda r: r.fresh,
        bulk=(
            Button("批量签收", small=True, name="act", value="sign"),
            Button("打印", small=True, type="button"),
        ),
        bulk_url=".",
        count=1284,
        export_url="#export",
        pages=Pagination(next="#next", number=1, pages=26, state=state, label="收文登记簿翻页"),
    )


def narrow() -> Table:
    """The same rows in a narrow column."""
    return Table(
        "cards",
        "待办",
        COLUMNS,
        letters()[:3],
        row_url=lambda r: f"#card-{r.pk}",
        fresh=lambda r: r.fresh,
    )


def nothing() -> Table:
    """A register without rows."""
    why = EmptyState(
        "本年还没有发文", "拟稿并签发后登记在这里。", Button("拟稿", href="#empty-register")
    )
    return Table("none", "发文登记簿", COLUMNS[1:5], (), empty=why)


def receipts() -> ReceiptMatrix:
    """Two groups, one of them complete."""
    signed = [ReceiptCell(f"{n}县人民政府", "signed", "王晓梅", NOON) for n in "甲乙丙"]
    towns = (
        ReceiptCell("东甲镇人民政府", "signed", "赵敏", NOON),
        ReceiptCell("南甲镇人民政府", "waiting"),
        ReceiptCell("西甲镇人民政府", "late", note="已催签1次"),
        ReceiptCell("北甲街道办事处", "held"),
        ReceiptCell("上甲镇人民政府", "returned", "孙丽", NOON, "主送有误"),
    )
    groups = (ReceiptGroup("区县（市）", tuple(signed)), ReceiptGroup("甲县乡镇（街道）", towns))
    acts = (
        Button("一键催签", small=True, type="button"),
        Button("导出", small=True, type="button"),
    )
    return ReceiptMatrix("签收情况", groups, acts)


def specimens(request: HttpRequest) -> list[Specimen]:
    """Everything that lists."""
    return [
        Specimen(
            "register",
            _("登记簿"),
            "Table(name, label, columns, rows, state=ListState.of(request, name), …)",
            (register(request),),
        ),
        Specimen("cards", _("登记簿（手机或窄栏）"), "…", (narrow(),), "phone"),
        Specimen(
            "empty-register",
            _("登记簿（空）"),
            "Table(…, rows=(), empty=EmptyState(…))",
            (nothing(),),
        ),
        Specimen(
            "pagination",
            _("翻页"),
            "keyset_page(queryset, order=…, state=…).pagination",
            (Pagination(previous="#p", next="#n", number=3),),
        ),
        Specimen("receipts", _("签收情况"), "ReceiptMatrix(label, groups, acts)", (receipts(),)),
        Specimen(
            "figures",
            _("数字"),
            "Figures(label, (Figure(word, value, measure, url), …))",
            (FIGURES,),
        ),
        Specimen("facts", _("要素"), "DefinitionList((Fact(word, value), …))", (FACTS,)),
        Specimen("files", _("文件"), "FileList(label, (FileLine(name, size, url), …))", (FILES,)),
    ]


FIGURES = Figures(
    "本月",
    (
        Figure("收文", "1,284", "件", "#figures"),
        Figure("未签收", 3, "件", "#figures", tone="bad"),
        Figure("签收率", "93.8", "%", note="比上月高 2.1 个百分点"),
        Figure("平均办理", "2.4", "工作日"),
    ),
)
FACTS = DefinitionList(
    (
        Fact("发文字号", "示政办发〔2026〕12号"),
        Fact("紧急程度", urgency_tag("特急")),
        Fact("成文日期", date(2026, 11, 20)),
        Fact("签发人", "李建国"),
        Fact("附注", None),
        Fact("主送", "各区县（市）人民政府，市直各单位", wide=True),
    )
)
FILES = FileList(
    "附件",
    (
        FileLine("关于做好今冬明春森林防火工作的通知.pdf", 482_133, "#files", "陈静", NOON, "正文"),
        FileLine("隐患点清单.xlsx", 21_480, "#files", "陈静", NOON, remove_url="#files"),
    ),
)
