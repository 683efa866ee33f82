"""Heads, buttons, marks, notices. All content is made up."""

from django.utils.translation import gettext_lazy as _

from core.ui.components.buttons import ActionBar, Button
from core.ui.components.facts import CodeBlock
from core.ui.components.heads import Crumb, PageHead, TabLine, Tabs
from core.ui.components.marks import Light, StateTag, Tag, urgency_tag
from core.ui.components.notices import EmptyState, Notice, Skeleton
from core.ui.components.panels import Panel
from core.ui.styleguide.specimen import Specimen

HEAD = PageHead(
    "关于做好示例工作的通知",
    crumbs=(Crumb("公文", "#"), Crumb("收文登记", "#"), Crumb("办理")),
    marks=(urgency_tag("特急"), StateTag("办理中", "info")),
    acts=(Button("打印办文单", icon="printer"), Button("转办", icon="arrow-uturn-right")),
    note="来文单位：示例市人民政府办公室　收到：2026年11月23日 09:30",
)
BUTTONS = (
    Button("提交", kind="primary", type="button"),
    Button("登记", kind="primary", icon="plus", type="button"),
    Button("退回", type="button"),
    Button("导出", icon="arrow-down-tray", href="#buttons"),
    Button("卸载模块", kind="danger", type="button"),
    Button("查看详情", kind="quiet", type="button"),
    Button("催签", small=True, type="button"),
    Button("撤回", why_not="下一步处理人已读，无法取回"),
)
MARKS = (
    *(urgency_tag(word) for word in ("特提", "特急", "加急", "平急")),
    Tag("附件 3", icon="paper-clip"),
    Tag("通知", tone="info"),
    Tag("免费", tone="good"),
    StateTag("草稿"),
    StateTag("待签收", "warn"),
    StateTag("已签收", "good"),
    StateTag("办理中", "info"),
    StateTag("已退文", "bad"),
    Light("green", "剩5工作日"),
    Light("amber", "剩1工作日"),
    Light("red", "超期2工作日"),
)
TABS = Tabs(
    "收件",
    (
        TabLine("待办", "#tabs", 12, current=True),
        TabLine("待阅", "#tabs", 3),
        TabLine("已办", "#tabs"),
        TabLine("已阅", "#tabs"),
    ),
)
NOTICES = (
    Notice("已签收，并登入本单位收文簿。", "good"),
    Notice("发文字号在编号时生成，编号后不能更改。"),
    Notice("还有 3 个单位未签收。", "warn", act=Button("去催签", small=True, href="#receipts")),
    Notice("发文机关没有代字，请先在“本单位管理”里设置。", "bad", title="不能编号。"),
)
EMPTY = EmptyState(
    "还没有收文",
    "上级和平级单位发来的公文签收后登记在这里。",
    Button("查看待签收", href="#empty"),
)
ACTIONS = ActionBar(
    (
        Button("提交", kind="primary", type="button"),
        Button("退回", type="button"),
        Button("转办", type="button"),
        Button("加签", type="button"),
        Button("传阅", type="button"),
    ),
    more=(Button("催办", type="button"), Button("撤回", why_not="已被下一步阅读")),
    next_step="下一步：签发 · 李建国（示例镇党委副书记）",
)

PANEL = Panel("基本情况", (Notice("这里放其他组件。"),), acts=(Button("修改", small=True),))


def specimens() -> list[Specimen]:
    """The small parts."""
    return [
        Specimen("head", _("页头"), 'PageHead("收文登记", crumbs=…, acts=…, marks=…)', (HEAD,)),
        Specimen("buttons", _("按钮"), '{% button "签收" kind="primary" %}', BUTTONS, "row"),
        Specimen("marks", _("标记"), '{% urgency "特急" %} {% light "amber" "…" %}', MARKS, "row"),
        Specimen(
            "tabs", _("页签"), 'Tabs("收件", (TabLine("待办", url, 12, current=True), …))', (TABS,)
        ),
        Specimen("notices", _("提示"), '{% notice "已保存" kind="good" %}', NOTICES),
        Specimen("empty", _("空状态"), '{% empty "还没有收文" "…" %}', (EMPTY,)),
        Specimen("panel", _("分栏"), 'Panel("基本情况", parts, acts=…)', (PANEL,)),
        Specimen("skeleton", _("占位"), "Skeleton(lines=3)", (Skeleton(),)),
        Specimen("actions", _("办理按钮"), "ActionBar(buttons, more=…, next_step=…)", (ACTIONS,)),
        Specimen(
            "code",
            _("可复制的文字"),
            'CodeBlock("id", "make demo")',
            (CodeBlock("cmd", "make demo", "在项目目录中运行："),),
        ),
    ]
