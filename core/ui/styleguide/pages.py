"""What the style guide shows."""

from typing import Any

from django.http import HttpRequest

from core.ui.components.buttons import ActionBar, Button
from core.ui.components.heads import Crumb, PageHead, TabLine, Tabs
from core.ui.components.marks import Light, StateTag, Tag, urgency_tag
from core.ui.components.notices import EmptyState, Notice, Skeleton


def specimens(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "title": "页头",
            "parts": [
                PageHead(
                    "收文登记",
                    crumbs=(Crumb("公文", "#"), Crumb("收文登记")),
                    acts=(
                        Button("导出", icon="arrow-down-tray"),
                        Button("登记", kind="primary", icon="plus"),
                    ),
                    marks=(urgency_tag("特急"),),
                )
            ],
        },
        {
            "title": "按钮",
            "parts": [
                Button("签收", kind="primary"),
                Button("退回"),
                Button("卸载", kind="danger"),
                Button("详情", kind="quiet"),
                Button("撤回", why_not="下一步处理人已读，无法取回"),
            ],
        },
        {
            "title": "标记",
            "parts": [
                urgency_tag("特提"),
                urgency_tag("特急"),
                urgency_tag("加急"),
                urgency_tag("平急"),
                Tag("附件 3", icon="paper-clip"),
                StateTag("待签收", "warn"),
                StateTag("已签收", "good"),
                StateTag("已停用"),
                Light("green", "剩5工作日"),
                Light("amber", "剩1工作日"),
                Light("red", "超期2工作日"),
            ],
        },
        {
            "title": "页签",
            "parts": [
                Tabs(
                    "收件",
                    (
                        TabLine("待办", "#", 12, True),
                        TabLine("待阅", "#", 3),
                        TabLine("已办", "#"),
                        TabLine("已阅", "#"),
                    ),
                )
            ],
        },
        {
            "title": "提示",
            "parts": [
                Notice("已签收，已登入本单位收文簿。", "good"),
                Notice("发文字号在编号时生成。"),
                Notice("还有 3 个单位未签收。", "warn"),
                Notice("没有保存。", "bad", title="出错"),
            ],
        },
        {
            "title": "空",
            "parts": [
                EmptyState("还没有收文", "上级或平级单位来文后显示在这里。", Button("看发文簿"))
            ],
        },
        {"title": "骨架", "parts": [Skeleton()]},
        {
            "title": "办理",
            "parts": [
                ActionBar(
                    (Button("提交", kind="primary"), Button("退回"), Button("转办")),
                    more=(Button("撤回"),),
                    next_step="下一步：签发（李四，副主任）",
                )
            ],
        },
    ]
