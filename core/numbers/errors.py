"""What the number ledger refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NumberRefused(DomainError):
    """The base of every refusal of the ledger."""

    code = "number_refused"


class NumberCodeNotYours(NumberRefused):
    """The code belongs to an organ of another unit."""

    code = "number_code_not_yours"
    message = _("代字“%(code)s”不属于本单位的发文机关，不能取号。请选用本机关的代字。")


class NumberNotTaken(NumberRefused):
    """The number to be voided was never taken by this unit, or is void already."""

    code = "number_not_taken"
    message = _("%(number)s 不是本单位在用的文号，不能作废。")
