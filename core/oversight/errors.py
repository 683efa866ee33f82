"""What grants to look at the units below may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import InvalidInput


class NobodyByNumber(InvalidInput):
    """There is no working account with this number."""

    code = "oversight_nobody"
    message = _("没有手机号或工号为“%(number)s”且在用的账号，请核对。")


class BranchUnknown(InvalidInput):
    """There is no such unit, or it is closed."""

    code = "oversight_branch_unknown"
    message = _("没有代码为“%(code)s”的单位，或该单位已关闭，请核对单位代码。")


class DaysUnfit(InvalidInput):
    """The days do not follow one another, lie in the past, or reach too far."""

    code = "oversight_days_unfit"
    message = _("截止日期应在起始日期当天或之后、今天或之后，且不超过%(limit)d天，请改正。")


class SeenAlready(InvalidInput):
    """The same grant twice at the same time."""

    code = "oversight_held_already"
    message = _("该人员在这段时间已有同样的授权，请先收回原授权，或改正日期。")
