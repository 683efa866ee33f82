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


class WrongState(UnitsError):
    """The unit is not in a state from which this can be done."""

    code = "unit_wrong_state"
    message = _("单位“%(unit)s”目前为“%(state)s”，不能%(act)s。")


class OnboardingOutOfOrder(UnitsError):
    """A stage was recorded before the one it follows, or a second time."""

    code = "onboarding_out_of_order"
    message = _("单位“%(unit)s”目前为“%(state)s”，下一步应为“%(next)s”。")


class NumberCodeTaken(UnitsError):
    """Another organ owns the code; codes are unique over the whole platform."""

    code = "number_code_taken"
    message = _("发文代字“%(text)s”已属于%(owner)s。代字在全平台唯一，请改用别的代字。")


class ReformUnusable(UnitsError):
    """A step of a reform does not say what its act needs."""

    code = "reform_step_unusable"
    status = 422
    message = _("第 %(step)s 步不完整：%(missing)s。请补充后再保存。")


class ReformNotPossible(UnitsError):
    """The rehearsal found problems; nothing was carried out."""

    code = "reform_not_possible"
    message = _("这项改革现在不能实施：%(problems)s。请先解决这些问题，没有任何改动。")


class ReformNotRehearsed(UnitsError):
    """What would happen now is not what the last rehearsal showed, or there was none."""

    code = "reform_not_rehearsed"
    message = _("实施前须先演练；如演练后情况有变，请重新演练。没有任何改动。")


class ReformOver(UnitsError):
    """The reform was carried out or cancelled already."""

    code = "reform_over"
    message = _("这项改革%(state)s，不能再改动。")
