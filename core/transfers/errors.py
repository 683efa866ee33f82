"""What a transfer may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, InvalidInput


class NotHomeUnit(DomainError):
    """Only the home unit lets somebody go for good."""

    code = "not_home_unit"
    message = _("“%(name)s”的人事关系不在本单位，不能由本单位办理调动。借调、兼任人员请办理离开。")


class UnitUnknown(InvalidInput):
    """The receiving unit is not there, or not working."""

    code = "receiving_unit_unknown"
    message = _("没有找到“%(unit)s”，或该单位未启用。请填写单位全称、简称或代码。")


class SameUnit(InvalidInput):
    """Nobody is transferred to where he is."""

    code = "transfer_to_same_unit"
    message = _("接收单位就是本单位，请另填。单位内部的岗位变动请在“任职”中办理。")


class TransferUnderWay(DomainError):
    """One transfer of a person at a time."""

    code = "transfer_under_way"
    message = _("“%(name)s”已在办理调动，请先办结或撤回。")


class NotYetAgreed(DomainError):
    """Nobody is let go before the other unit has agreed."""

    code = "transfer_not_agreed"
    message = _("接收单位还没有确认接收“%(name)s”，不能办理调出。")


class TransferOver(DomainError):
    """Nothing more can be done with it."""

    code = "transfer_over"
    message = _("“%(name)s”的这次调动已办结或已撤回，请刷新页面查看最新情况。")
