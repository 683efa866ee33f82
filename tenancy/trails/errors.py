"""What reading and exporting trails may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class ExportUnreadable(DomainError):
    """The file to compare with is no export of trails, or was changed since."""

    code = "export_unreadable"
    status = 422
    message = _("“%(file)s”不是完好的审计导出文件，无法比对。请使用导出后没有改动过的文件。")
