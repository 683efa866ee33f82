"""What the demonstration refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class NotADemonstration(DomainError):
    """The database holds a city that was not made by ``citydesk demo``."""

    code = "not_a_demonstration"
    message = _(
        "这个数据库里的数据不是演示数据，不会清除，也不会加入演示人员。"
        "请另外指定 DATABASE_URL 或 CITYDESK_HOME。"
    )


class UnitsNotMade(DomainError):
    """Some units could not be made; running again makes those that are missing."""

    code = "units_not_made"
    message = _("有 %(count)s 个单位没有建成（%(codes)s），已建成的都保留。请重新运行同一命令。")
