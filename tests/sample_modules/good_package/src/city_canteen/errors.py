"""Everything this module may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class CanteenRefused(DomainError):
    """The family of this module's refusals."""

    code = "canteen_refused"
    message = _("食堂现在不能受理。")


class MenuAlreadyPublished(CanteenRefused):
    """There is one menu a day."""

    code = "canteen_menu_already_published"
    message = _("%(day)s 的菜单已经公布。请改选另一天。")


class OrderingClosed(CanteenRefused):
    """The kitchen counts already."""

    code = "canteen_ordering_closed"
    message = _("%(day)s 的报餐已截止。请直接联系食堂。")


class NoSuchMenu(CanteenRefused):
    """The menu is not there, or not this unit's."""

    code = "canteen_no_such_menu"
    status = 404
    message = _("没有找到这份菜单。")
