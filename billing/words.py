"""Fee classes and what is charged for, in the office's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.modules.public import registry

_CLASSES: dict[str, str | Promise] = {
    "city_four": gettext_lazy("市级四大家"),
    "city_dept": gettext_lazy("市直单位"),
    "county_four": gettext_lazy("区县（市）四大家"),
    "zone": gettext_lazy("市直六区"),
    "county_dept": gettext_lazy("区县（市）直单位"),
    "zone_dept": gettext_lazy("六区直属单位"),
    "township": gettext_lazy("乡镇（街道）"),
    "village": gettext_lazy("村（社区）"),
    "vertical": gettext_lazy("垂直管理单位"),
    "enterprise": gettext_lazy("企业"),
}


def fee_classes() -> list[tuple[str, str | Promise]]:
    """All classes with their words, in the order of the tariff."""
    return list(_CLASSES.items())


def fee_class_title(code: str) -> str:
    """A class in words."""
    return str(_CLASSES.get(code, code))


def module_title(module: str) -> str:
    """What a line is for: the admission, or a priced module."""
    if not module:
        return _("安装实施")
    return str(registry()[module].manifest.said) if module in registry() else module
