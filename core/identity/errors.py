"""Everything that identity may refuse, in words that tell neither a stranger nor a robot more."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, InvalidInput


class LoginRefused(InvalidInput):
    """The pair of name and password is not right; it is never said which of them."""

    code = "login_refused"
    message = _("手机号（工号）或口令不正确。连续输错会暂时锁定。")


class SecondFactorRefused(InvalidInput):
    """The six digits are wrong, too old, or were used before."""

    code = "second_factor_refused"
    message = _(
        "动态口令（恢复码）不正确或已经用过。请等待下一组数字再输入；请核对手机时间是否准确。"
    )


class ProofRefused(InvalidInput):
    """What was to prove the person once more is not right."""

    code = "proof_refused"
    message = _("未能确认身份：输入的内容不正确，或已经用过。连续输错会暂时锁定。")


class TooManyAttempts(DomainError):
    """Somebody must wait before trying again; ``facts['wait']`` says how long."""

    code = "too_many_attempts"
    status = 429
    message = _("尝试次数过多，请在%(wait)s后再试。")


class StepExpired(DomainError):
    """The second step came too late, or without the first."""

    code = "step_expired"
    message = _("登录步骤已超时，请重新登录。")


class WeakPassword(InvalidInput):
    """The new password breaks the rules; ``facts['reasons']`` lists them."""

    code = "weak_password"
    message = _("口令不符合要求：%(reasons)s")


class WrongPassword(InvalidInput):
    """The current password, asked for once more, is not right."""

    code = "wrong_password"
    message = _("当前口令不正确。")


class CodeRefused(InvalidInput):
    """The activation code is unknown, used or expired; it is never said which."""

    code = "activation_code_refused"
    message = _("激活码无效、已使用或已过期。请核对后重输，或向发给您激活码的人索取新的激活码。")


class ResetRefused(InvalidInput):
    """The password is not set anew; it is never said whether name, reset or proof was wrong."""

    code = "reset_refused"
    message = _(
        "不能重置口令：名称、代码不正确，或本单位管理员没有发起重置，或已过24小时。请核对，或请本单位管理员重新发起。"
    )


class PinTooSimple(InvalidInput):
    """A PIN that anybody would try first."""

    code = "pin_too_simple"
    message = _("PIN须为6位数字，至少有3个不同的数字，不能是连续数字。")


class PinRefused(InvalidInput):
    """The PIN is wrong, or the phone is no longer bound; it is not said which."""

    code = "pin_refused"
    message = _("PIN不正确，或本机的绑定已失效。连续输错5次须重新完整登录。")


class NameTaken(InvalidInput):
    """The mobile or staff number of a new account belongs to someone."""

    code = "name_taken"
    message = _("该手机号或工号不能用于新账号。如果您已有账号，请先登录，再输入激活码。")


class UnitSuspended(DomainError):
    """The unit is suspended; its people cannot enter it, their other units stay open."""

    code = "unit_suspended"
    message = _("“%(unit)s”已暂停使用，暂时不能进入；发给它的文件会保留，恢复后可以办理。")


class RoleTaken(DomainError):
    """The account holds another city role; the city's roles exclude one another."""

    code = "city_role_taken"
    message = _("该账号已经担任“%(role)s”。市级角色互不兼任，请先收回原角色，或使用另一账号。")


class WorksInUnit(DomainError):
    """System, security and audit administrators serve apart: no unit has them among its people."""

    code = "works_in_unit"
    message = _(
        "“%(name)s”在单位任职。系统、安全、审计管理员不在任何单位办理业务，请使用另一账号。"
    )


class SecondPersonNeeded(DomainError):
    """Whoever asked for it, or is to get it, does not decide it."""

    code = "second_person_needed"
    message = _("这一操作须由申请人和本人以外的另一位安全管理员办理。")


class AlreadyDecided(DomainError):
    """Somebody was quicker."""

    code = "already_decided"
    message = _("这一申请已由%(name)s审批，请刷新页面。")


class NumberUnusable(InvalidInput):
    """A mobile or staff number that cannot be one."""

    code = "number_unusable"
    message = _(
        "“%(value)s”不能使用。手机号应为11位数字；工号为3至20位字母或数字，不能与手机号同形。"
    )


class NumberMissing(InvalidInput):
    """Somebody without mobile and staff number could never log in."""

    code = "number_missing"
    message = _("“%(name)s”没有手机号也没有工号，请至少填写一项，用于登录。")


class NumberTwice(InvalidInput):
    """Two people of one list share a number."""

    code = "number_twice"
    message = _("号码“%(value)s”在名单中出现了两次，请核对。")
