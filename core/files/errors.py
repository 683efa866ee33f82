"""What the file store refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class FileRefused(DomainError):
    """The base of every refusal of the file store; nothing of a refused file is kept."""

    code = "file_refused"
    status = 422


class FileTooLarge(FileRefused):
    """More bytes than the store takes."""

    code = "file_too_large"
    status = 413
    message = _("“%(name)s”超过 %(limit)s MB 的上限，没有保存。请压缩或拆分后再上传。")


class FileEmpty(FileRefused):
    """A file without content."""

    code = "file_empty"
    message = _("“%(name)s”是空文件，没有保存。请检查后重新选择。")


class FileKindNotAllowed(FileRefused):
    """The content is of no kind that the office exchanges."""

    code = "file_kind_not_allowed"
    message = _("“%(name)s”的内容不是允许的类型，没有保存。可以上传：%(allowed)s。")


class FileNotWhatItsNameSays(FileRefused):
    """The name's ending and the content are of different kinds."""

    code = "file_not_what_its_name_says"
    message = _("“%(name)s”的内容其实是 %(found)s 文件，与后缀不符，没有保存。请改正后缀后再上传。")


class StorageFull(DomainError):
    """The disk has no room; nothing was kept."""

    code = "storage_full"
    status = 507
    message = _("服务器磁盘空间不足，“%(name)s”没有保存。请联系平台管理员清理后再试。")
