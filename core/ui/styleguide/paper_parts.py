"""Papers, trails, work in progress. All content is made up."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from core.ui.components.papers import Opinion, Paper, PaperCell
from core.ui.components.progress import CheckLine, Checklist, Progress
from core.ui.components.trail import Trail, TrailStep, TrailTable
from core.ui.links import city_url
from core.ui.styleguide.register_parts import NOON
from core.ui.styleguide.specimen import Specimen

STEPS = (
    TrailStep(
        "拟稿",
        "陈静（科员）",
        arrived_at=NOON,
        read_at=NOON,
        acted_at=NOON,
        took="5分钟",
        via="电脑",
    ),
    TrailStep(
        "核稿",
        "王晓梅（办公室主任）",
        "back",
        "主送机关请核对。",
        NOON,
        NOON,
        NOON + timedelta(hours=1),
        "1小时",
        "电脑",
    ),
    TrailStep(
        "会签",
        "周强（农业农村办主任）",
        "done",
        "无意见。",
        NOON,
        NOON,
        NOON + timedelta(hours=2),
        "40分钟",
        "手机",
    ),
    TrailStep("签发", "李建国（副书记）", "now", arrived_at=NOON + timedelta(hours=3)),
    TrailStep("编号", state="next"),
    TrailStep("分发", state="next"),
)
DRAFT = Paper(
    "示例镇人民政府",
    "发文稿纸",
    (
        (
            PaperCell("发文字号", "示镇政发〔2026〕12号", 6),
            PaperCell("紧急程度", "特急", 3),
            PaperCell("份数", "35", 3),
        ),
        (
            PaperCell("签发", Opinion("同意印发。", "李建国", NOON, "副书记"), 6, rows=4),
            PaperCell("会签", Opinion("无意见。", "周强", NOON), 6, rows=4),
        ),
        (PaperCell("标题", "关于做好今冬明春森林防火工作的通知", 12, rows=2),),
        (PaperCell("主送", "各村（社区），镇直各单位"),),
        (PaperCell("抄送", "甲县林业局"),),
        (PaperCell("附件", ["1. 隐患点清单", "2. 值班安排表"]),),
        (
            PaperCell("拟稿", "陈静", 4),
            PaperCell("核稿", "王晓梅", 4),
            PaperCell("校对", "赵敏", 4),
        ),
    ),
)
RECEIVED = Paper(
    "示例镇人民政府",
    "收文处理单",
    (
        (
            PaperCell("来文单位", "示例市人民政府办公室", 6),
            PaperCell("来文字号", "示政办发〔2026〕118号", 6),
        ),
        (PaperCell("标题", "关于做好今冬明春森林防火工作的通知"),),
        (
            PaperCell(
                "拟办意见",
                Opinion("拟请镇长阅示，农业农村办承办。", "王晓梅", NOON, "办公室主任"),
                tall=True,
                rows=4,
            ),
        ),
        (
            PaperCell(
                "领导批示",
                [
                    Opinion("请农业农村办牵头，十一月底前完成排查。", "李建国", NOON, "副书记"),
                    Opinion("同意。", "刘洋", NOON, "副镇长"),
                ],
                tall=True,
                rows=6,
            ),
        ),
        (PaperCell("承办结果", "", tall=True, rows=4),),
    ),
    number="收文编号：2026-0118",
    foot="涉密信息不上网，上网信息不涉密",
)


BARS = (
    Progress("ended", "导入名单", 60, 60, "good", "全部开通。"),
    Progress("failed", "安装模块", 41, 60, "bad", "19 个单位没有装上，可重试。"),
)
LINES = Checklist(
    (
        CheckLine("建表", "done"),
        CheckLine("登记费用", "now", "正在写入"),
        CheckLine("通知管理员"),
        CheckLine("导入旧数据", "skipped", "没有旧数据"),
        CheckLine("发送短信", "bad", "短信网关没有应答，已排入重发"),
    )
)


def specimens() -> list[Specimen]:
    """Papers and what happens to them."""
    return [
        Specimen("draft", _("发文稿纸"), "Paper(organ, title, rows of PaperCell(…))", (DRAFT,)),
        Specimen("received", _("收文处理单"), "PaperCell(…, tall=True)", (RECEIVED,)),
        Specimen("trail", _("流程跟踪"), "Trail(label, steps)", (Trail("流程跟踪", STEPS),)),
        Specimen(
            "trail-table",
            _("签核历程"),
            "TrailTable(label, steps)",
            (TrailTable("签核历程", STEPS),),
        ),
        Specimen("progress", _("进度"), "Progress(id, label, done, total, …)", (_live(), *BARS)),
        Specimen("checklist", _("清单"), "Checklist((CheckLine(text, state), …))", (LINES,)),
    ]


def _live() -> Progress:
    poll = city_url("ui:sample_progress") + "?done=1204"
    note = "每秒 42 个，约剩 1 分钟"
    return Progress("live", "开通单位", 1204, 3606, note=note, poll_url=poll)
