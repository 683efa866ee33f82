"""The longer parts of a unit's page: organs, onboarding, modules, names of before, events."""

from django.utils.translation import gettext as _

from core.modules.models import KERNEL, ModuleInstall
from core.modules.public import registry
from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.marks import Tag
from core.ui.components.notices import EmptyState
from core.ui.components.panels import Panel
from core.ui.components.progress import CheckLine, Checklist
from core.ui.components.tables import Column, Table
from core.ui.dates import day
from core.ui.links import city_url
from core.units.kinds import OnboardingState
from core.units.models import Onboarding, Organ, Unit
from core.units.models.history import UnitEvent, UnitName, UnitParent
from installer.console.words import install_tag
from tenancy.ddl.compile import kernel_level

_STAGES = list(OnboardingState)


def next_stage(record: Onboarding | None) -> OnboardingState | None:
    """The stage that comes after the last one recorded; None at the end."""
    reached = _STAGES.index(OnboardingState(record.state)) + 1 if record else 0
    return _STAGES[reached] if reached < len(_STAGES) else None


def onboarding(unit: Unit, *, may: bool) -> Panel:
    """How the unit came to the platform, and the way to record the next stage."""
    record = Onboarding.objects.filter(unit=unit).first()
    coming = next_stage(record)
    lines = tuple(_stage_line(record, stage, coming) for stage in _STAGES)
    acts: tuple[Button, ...] = ()
    if may and coming is not None:
        title = _("记录“%(stage)s”") % {"stage": coming.label}
        acts = (Button(title, href=city_url("console:onboarding", unit.code), small=True),)
    return Panel(_("上线过程"), (Checklist(lines),), acts=acts)


def _stage_line(
    record: Onboarding | None, stage: OnboardingState, coming: OnboardingState | None
) -> CheckLine:
    on = getattr(record, f"{stage.value}_on", None)
    by = getattr(record, f"{stage.value}_by", "")
    note = f"{day(on)} {by}".strip() if on else ""
    if stage == coming:
        return CheckLine(stage.label, "now", note)
    reached = coming is None or _STAGES.index(stage) < _STAGES.index(coming)
    return CheckLine(stage.label, "done" if reached else "next", note)


def organs(unit: Unit) -> Panel:
    """The issuing organs that the unit hosts, standing ones first."""
    rows = list(
        Organ.objects.filter(unit=unit)
        .select_related("superior")
        .prefetch_related("number_codes")
        .order_by("closed_on", "position", "code")
    )
    table = Table(
        name="organs",
        label=_("本单位的发文机关"),
        columns=(
            Column("name", _("名称"), card="title", width="wide"),
            Column("code", _("代码")),
            Column("kind", _("类别"), Organ.get_kind_display),
            Column("superior", _("上级机关"), lambda organ: organ.superior and organ.superior.name),
            Column("codes", _("发文代字"), _number_codes),
            Column("state", _("状态"), _organ_state, card="aside"),
        ),
        rows=rows,
        empty=EmptyState(_("没有发文机关"), _("导入发文机关清单后会出现在这里。")),
    )
    return Panel(_("本单位的发文机关"), (table,))


def _number_codes(organ: Organ) -> str:
    return " ".join(code.text for code in organ.number_codes.all())


def _organ_state(organ: Organ) -> str:
    return _("至%(day)s") % {"day": day(organ.closed_on)} if organ.closed_on else _("在用")


def modules(unit: Unit) -> Panel:
    """What the ledger says of the unit: the platform's own tables, then its modules."""
    rows = list(ModuleInstall.objects.filter(unit=unit).order_by("module"))
    rows.sort(key=lambda row: row.module != KERNEL)
    table = Table(
        name="modules",
        label=_("模块与版本"),
        columns=(
            Column("module", _("模块"), lambda row: module_title(row.module), card="title"),
            Column("version", _("版本"), _version),
            Column("state", _("状态"), lambda row: install_tag(row.state), card="aside"),
            Column("changed_at", _("最近变动")),
            Column("error", _("故障"), width="wide"),
        ),
        rows=rows,
        empty=EmptyState(_("尚未开通"), _("开通后这里列出平台与各模块的版本。")),
    )
    return Panel(_("模块与版本"), (table,))


def module_title(name: str) -> str:
    """What a module is called; its bare name where its code is gone."""
    if name == KERNEL:
        return _("平台")
    return registry()[name].manifest.title if name in registry() else name


def _version(row: ModuleInstall) -> Component | str:
    if row.module == KERNEL:
        newest = row.level == kernel_level()
        return Tag(_("最新"), "good") if newest else Tag(_("待升级"), "warn")
    return row.version


def former_names(unit: Unit) -> Panel:
    """What the unit was called and under whom it stood, the latest first."""
    names = [
        {
            "from": row.valid_from,
            "to": row.valid_to,
            "what": _("名称"),
            "text": row.name,
            "why": row.reason,
        }
        for row in UnitName.objects.filter(unit=unit)
    ]
    parents = [
        {
            "from": row.valid_from, "to": row.valid_to, "what": _("上级"),
            "text": row.parent.name if row.parent else "—", "why": row.reason,
        }
        for row in UnitParent.objects.filter(unit=unit).select_related("parent")
    ]  # fmt: skip
    rows = sorted([*names, *parents], key=lambda row: str(row["from"] or ""), reverse=True)
    table = Table(
        name="names",
        label=_("名称与上级沿革"),
        columns=(
            Column("text", _("名称"), card="title", width="wide"),
            Column("what", _("项目"), card="aside"),
            Column("from", _("自"), lambda row: day(row["from"]) or _("最初")),
            Column("to", _("至"), lambda row: day(row["to"]) or _("今")),
            Column("why", _("依据")),
        ),
        rows=rows,
        row_key=lambda row: row["what"],
        empty=EmptyState(_("没有记录")),
    )
    return Panel(_("名称与上级沿革"), (table,))


def events(unit: Unit) -> Panel:
    """What has happened to the unit, the latest first."""
    rows = list(UnitEvent.objects.filter(unit=unit).order_by("-at", "-id")[:50])
    table = Table(
        name="events",
        label=_("大事记"),
        columns=(
            Column("kind", _("事项"), UnitEvent.get_kind_display, card="title"),
            Column("at", _("时间"), card="aside"),
            Column("by_name", _("经办"), lambda row: row.by_name or _("平台")),
            Column("reason", _("理由"), width="wide"),
        ),
        rows=rows,
        empty=EmptyState(_("没有记录")),
    )
    return Panel(_("大事记"), (table,))
