"""The closed words of a manifest: layers, categories and names no module may take."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Layer(StrEnum):
    """Who decides that a unit has the module: the city (all units) or the unit."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"


#: The shelves of the marketplace, in their order.
CATEGORIES: dict[str, str | Promise] = {
    "documents": _("公文"),
    "meetings": _("会议"),
    "supervision": _("督查"),
    "approvals": _("呈批"),
    "people": _("人事"),
    "assets": _("资产后勤"),
    "information": _("信息"),
    "other": _("其他"),
}

_RESERVED = """
admin api audit billing city citydesk core evidence exchange fees files flow identity inbox
installer jobs kernel media member modules numbers people public search static tenancy trail ui unit
units web
"""
#: Names that mean something else in an address, a namespace or a table name.
RESERVED_NAMES = frozenset(_RESERVED.split())
