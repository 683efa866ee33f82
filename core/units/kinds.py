"""The closed vocabularies of units and organs: levels, kinds, states and fee classes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels, from city to village."""

    CITY = "city", _("市级")
    COUNTY = "county", _("区县(市)级")
    TOWNSHIP = "township", _("乡镇(街道)")
    VILLAGE = "village", _("村(社区)")


#: The order of the levels: the city stands above all.
LEVEL_RANK: dict[str, int] = {level: rank for rank, level in enumerate(Level.values)}


class Kind(models.TextChoices):
    """What a unit is; its fee class follows from it."""

    CITY_BODY = "city_body", _("市级四大家")
    CITY_DEPARTMENT = "city_department", _("市直单位")
    COUNTY_BODY = "county_body", _("区县(市)四大家")
    COUNTY_DEPARTMENT = "county_department", _("区县(市)直单位")
    ZONE_COMMITTEE = "zone_committee", _("市直六区")
    ZONE_DEPARTMENT = "zone_department", _("六区直属单位")
    VERTICAL_UNIT = "vertical_unit", _("垂直管理单位")
    ENTERPRISE = "enterprise", _("企业")
    TOWNSHIP = "township", _("乡镇")
    SUBDISTRICT = "subdistrict", _("街道")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")


#: The levels at which a kind of unit may stand.
KIND_LEVELS: dict[str, frozenset[str]] = {
    Kind.CITY_BODY: frozenset({Level.CITY}),
    Kind.CITY_DEPARTMENT: frozenset({Level.CITY}),
    Kind.COUNTY_BODY: frozenset({Level.COUNTY}),
    Kind.COUNTY_DEPARTMENT: frozenset({Level.COUNTY}),
    Kind.ZONE_COMMITTEE: frozenset({Level.COUNTY}),
    Kind.ZONE_DEPARTMENT: frozenset({Level.COUNTY}),
    Kind.VERTICAL_UNIT: frozenset({Level.CITY, Level.COUNTY}),
    Kind.ENTERPRISE: frozenset({Level.CITY, Level.COUNTY}),
    Kind.TOWNSHIP: frozenset({Level.TOWNSHIP}),
    Kind.SUBDISTRICT: frozenset({Level.TOWNSHIP}),
    Kind.VILLAGE: frozenset({Level.VILLAGE}),
    Kind.COMMUNITY: frozenset({Level.VILLAGE}),
}


class State(models.TextChoices):
    """Where a unit stands on the platform."""

    PENDING = "pending", _("待开通")
    ACTIVE = "active", _("正常")
    SUSPENDED = "suspended", _("已暂停")
    CLOSED = "closed", _("已关闭")


FEE_CLASS: dict[str, str] = {
    Kind.CITY_BODY: "city_four",
    Kind.CITY_DEPARTMENT: "city_dept",
    Kind.COUNTY_BODY: "county_four",
    Kind.ZONE_COMMITTEE: "zone",
    Kind.COUNTY_DEPARTMENT: "county_dept",
    Kind.ZONE_DEPARTMENT: "zone_dept",
    Kind.TOWNSHIP: "township",
    Kind.SUBDISTRICT: "township",
    Kind.VILLAGE: "village",
    Kind.COMMUNITY: "village",
    Kind.VERTICAL_UNIT: "vertical",
    Kind.ENTERPRISE: "enterprise",
}


class OrganLevel(models.TextChoices):
    """The level of an issuing organ: its unit's, or outside the city."""

    CITY = "city", _("市级")
    COUNTY = "county", _("区县(市)级")
    TOWNSHIP = "township", _("乡镇(街道)")
    VILLAGE = "village", _("村(社区)")
    OUTSIDE = "outside", _("平台以外")


class OrganKind(models.TextChoices):
    """What an issuing organ is; the routing rules of documents ask for it."""

    PARTY_COMMITTEE = "party_committee", _("党委(党工委)")
    GOVERNMENT = "government", _("人民政府(管委会)")
    NPC = "npc", _("人大常委会")
    CPPCC = "cppcc", _("政协")
    PARTY_OFFICE = "party_office", _("党委办公室")
    GOVERNMENT_OFFICE = "government_office", _("政府办公室")
    NPC_OFFICE = "npc_office", _("人大办公室")
    CPPCC_OFFICE = "cppcc_office", _("政协办公室")
    PARTY_DEPARTMENT = "party_department", _("党委部门")
    GOVERNMENT_DEPARTMENT = "government_department", _("政府部门")
    DISCIPLINE = "discipline", _("纪检监察机关")
    JUDICIAL = "judicial", _("司法机关")
    MASS_ORGANISATION = "mass_organisation", _("群团组织")
    INSTITUTION = "institution", _("事业单位")
    ENTERPRISE = "enterprise", _("企业")
    VERTICAL_UNIT = "vertical_unit", _("垂直管理单位")
    SELF_GOVERNING = "self_governing", _("基层群众自治组织")
    INTERNAL_OFFICE = "internal_office", _("内设机构")
    PERSON = "person", _("个人")


#: Offices that act with the authority of the body they serve.
OFFICE_KINDS = frozenset(
    {
        OrganKind.PARTY_OFFICE,
        OrganKind.GOVERNMENT_OFFICE,
        OrganKind.NPC_OFFICE,
        OrganKind.CPPCC_OFFICE,
    }
)

#: Organs that issue no documents of their own and need no registration (发文立户).
UNREGISTERED_KINDS = frozenset(
    {OrganKind.SELF_GOVERNING, OrganKind.INTERNAL_OFFICE, OrganKind.PERSON}
)


class NameForm(models.TextChoices):
    """In which form an organ is named in a document."""

    FULL = "full", _("全称")
    SHORT = "short", _("规范化简称")
    COLLECTIVE = "collective", _("统称")
    MARK = "mark", _("发文机关标志")


class OnboardingState(models.TextChoices):
    """How far a unit has come on its way to the platform."""

    APPLIED = "applied", _("已申请")
    CONTRACT = "contract", _("已签约")
    INSTALLED = "installed", _("已安装")
    TRAINED = "trained", _("已培训")
    LIVE = "live", _("已上线")


class UnitEventKind(models.TextChoices):
    """What has happened to a unit, as kept for good."""

    LISTED = "listed", _("已列入清单")
    CHANGED = "changed", _("资料已变更")
    ACTIVATED = "activated", _("已开通")
    SUSPENDED = "suspended", _("已暂停")
    RESTORED = "restored", _("已恢复")
    CLOSED = "closed", _("已关闭")


class ReformState(models.TextChoices):
    """The life of a planned reform."""

    PLANNED = "planned", _("已拟定")
    REHEARSED = "rehearsed", _("已演练")
    DONE = "done", _("已实施")
    CANCELLED = "cancelled", _("已取消")


class ReformAct(models.TextChoices):
    """What one step of a reform does to a unit."""

    RENAME = "rename", _("单位更名")
    MOVE = "move", _("调整上级单位")
    MERGE = "merge", _("单位合并")
    SPLIT = "split", _("单位分设")
    ABOLISH = "abolish", _("单位撤销")
