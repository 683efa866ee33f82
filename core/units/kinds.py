"""The closed vocabularies of units: level, kind, state and fee class."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """The four levels, from city to village."""

    CITY = "city", _("市级")
    COUNTY = "county", _("区县(市)级")
    TOWNSHIP = "township", _("乡镇(街道)")
    VILLAGE = "village", _("村(社区)")


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
