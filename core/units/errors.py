"""Everything that units and organs may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class UnitsError(DomainError):
    """A refusal about a unit or an organ."""

    code = "units_refused"


class PlanOutdated(UnitsError):
    """Units or organs have changed since the plan was made: what was shown is not what would be."""

    code = "plan_outdated"
    message = _("核对之后单位资料已有变化。请重新核对清单再导入，没有任何改动。")


class OnboardingOutOfOrder(UnitsError):
    """A stage was recorded before the one it follows, or a second time."""

    code = "onboarding_out_of_order"
    message = _("单位“%(unit)s”目前为“%(state)s”，下一步应为“%(next)s”。")


class NumberCodeTaken(UnitsError):
    """Another organ owns the code; codes are unique over the whole platform."""

    code = "number_code_taken"
    message = _("发文代字“%(text)s”已属于%(owner)s。代字在全平台唯一，请改用别的代字。")


class NumberCodeUnusable(UnitsError):
    """The code is not of the form that document numbers ask for."""

    code = "number_code_unusable"
    status = 422
    message = _("发文代字“%(text)s”不可用。请填写 2 至 12 个汉字。")


class ReformUnusable(UnitsError):
    """A step of a reform does not say what its act needs."""

    code = "reform_unusable"
    status = 422
    message = _("改革方案没有任何步骤。请至少填写一步。")


class ReformNotPossible(UnitsError):
    """There are problems; nothing was carried out."""

    code = "reform_not_possible"
    message = _("这项改革现在不能实施：%(problems)s 请先解决这些问题，没有任何改动。")


class ReformNotRehearsed(UnitsError):
    """What would happen now is not what the last rehearsal showed, or there was none."""

    code = "reform_not_rehearsed"
    message = _("实施前须先演练；演练后情况有变的，须重新演练。没有任何改动。")


class ReformTooEarly(UnitsError):
    """The day from which the reform holds has not come."""

    code = "reform_too_early"
    message = _("生效日期为 %(day)s，在此之前不能实施。请到期再办，或修改生效日期后重新演练。")


class ReformOver(UnitsError):
    """The reform was carried out or cancelled already."""

    code = "reform_over"
    message = _("这项改革%(state)s，不能再改动。")
