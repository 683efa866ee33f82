"""What the consoles may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class ImportNotOpen(DomainError):
    """The list was confirmed or given up already."""

    code = "import_not_open"
    message = _("这份清单%(state)s，不能再确认。如需导入其他单位，请上传新的清单。")


class NameNotTyped(DomainError):
    """The name that confirms a grave act was not typed, or is another one's."""

    code = "name_not_typed"
    status = 422
    message = _("输入的名称与“%(name)s”不一致，没有任何改动。请核对后重新输入。")
