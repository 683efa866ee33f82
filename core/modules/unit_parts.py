"""What the host shows of a unit on its page; the modules' panels come after it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.ui import Column, DefinitionList, EmptyState, Fact, Table
from core.ui.components.panels import Panel
from core.ui.dates import day
from core.units.models.history import UnitName
from core.units.public import Organ, Unit, path_of


def facts_of(unit: Unit) -> Panel:
    """Names, level, kind and place of the unit."""
    above = path_of(unit.pk)[:-1]
    facts = (
        Fact(_("全称"), unit.name),
        Fact(_("简称"), unit.short_name),
        Fact(_("代码"), unit.code),
        Fact(_("层级"), unit.get_level_display()),
        Fact(_("类别"), unit.get_kind_display()),
        Fact(_("区划代码"), unit.division_code),
        Fact(_("上级"), " › ".join(each.short_name for each in above)),
    )
    return Panel(_("基本情况"), (DefinitionList(facts),))


def organs_of(unit: Unit) -> Panel:
    """In whose name the unit issues: each organ with its superior and its number codes."""
    organs = Organ.objects.standing().filter(unit=unit)
    table = Table(
        name="organs",
        label=_("发文机关"),
        columns=(
            Column("name", _("名称"), card="title", width="wide"),
            Column("kind", _("类别"), Organ.get_kind_display, card="aside"),
            Column("superior", _("上级机关"), lambda organ: organ.superior and organ.superior.name),
            Column("codes", _("发文代字"), _codes_in_use),
        ),
        rows=list(organs.select_related("superior").prefetch_related("number_codes")),
        empty=EmptyState(_("没有发文机关"), _("本单位尚未立户发文，可请市委办登记发文机关。")),
    )
    return Panel(_("发文机关"), (table,))


def _codes_in_use(organ: Organ) -> str:
    today = timezone.localdate()
    return " ".join(code.text for code in organ.number_codes.all() if code.is_active(today))


def former_names(unit: Unit) -> list[Panel]:
    """What the unit was called before; no panel where it always had its name."""
    rows = list(UnitName.objects.filter(unit=unit, valid_to__isnull=False).order_by("-valid_to"))
    if not rows:
        return []
    table = Table(
        name="names",
        label=_("曾用名称"),
        columns=(
            Column("name", _("名称"), card="title", width="wide"),
            Column("valid_from", _("自"), lambda row: day(row.valid_from) or _("最初")),
            Column("valid_to", _("至"), lambda row: day(row.valid_to)),
            Column("reason", _("依据")),
        ),
        rows=rows,
    )
    return [Panel(_("曾用名称"), (table,))]
