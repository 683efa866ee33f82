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


class FileNameDeceives(FileRefused):
    """The name holds marks that turn text about, so that it reads as another name."""

    code = "file_name_deceives"
    message = _(
        "“%(name)s”的文件名含有改变文字方向的隐藏字符，看到的后缀可能是假的，没有保存。"
        "请重新命名后再上传。"
    )


class FileKindNotAllowed(FileRefused):
    """The content is of no kind that the office exchanges; ``found`` names what it is."""

    code = "file_kind_not_allowed"
    message = _("“%(name)s”是%(found)s，不允许上传，没有保存。可以上传：%(allowed)s。")


class FileNotWhatItsNameSays(FileRefused):
    """The name's ending and the content are of different kinds."""

    code = "file_not_what_its_name_says"
    message = _("“%(name)s”的内容其实是 %(found)s 文件，与后缀不符，没有保存。请改正后缀后再上传。")


class FileIsTwoInOne(FileRefused):
    """A file that one program reads as this and another as an archive."""

    code = "file_is_two_in_one"
    message = _("“%(name)s”的末尾还藏着一个压缩包，没有保存。请用原来的软件另存一份再上传。")


class ArchiveUnsafe(FileRefused):
    """An archive, or a document that is one, that harms whoever opens it."""

    code = "archive_unsafe"
    message = _("“%(name)s”没有通过安全检查：%(reason)s。没有保存。")


class DocumentUnsafe(FileRefused):
    """A document that would make the program that opens it read other files or hosts."""

    code = "document_unsafe"
    message = _("“%(name)s”没有通过安全检查：%(reason)s。没有保存。请另存一份再上传。")


class FileInfected(FileRefused):
    """The virus scanner knows what is in it."""

    code = "file_infected"
    message = _("“%(name)s”查出病毒（%(found)s），没有保存。请先给电脑杀毒，并告知信息管理员。")


class ScannerUnavailable(DomainError):
    """A virus scanner is configured and does not answer: nothing enters unseen."""

    code = "scanner_unavailable"
    status = 503
    message = _("病毒检查暂时不可用，“%(name)s”没有保存。请稍后再试；仍不行请联系平台管理员。")


class StorageFull(DomainError):
    """The disk has no room; nothing was kept."""

    code = "storage_full"
    status = 507
    message = _("服务器磁盘空间不足，“%(name)s”没有保存。请联系平台管理员清理后再试。")
