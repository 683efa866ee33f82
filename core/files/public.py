"""What modules may use of the file store."""

from core.files.answers import file_answer, preview_answer
from core.files.documents import FLAGS
from core.files.errors import (
    ArchiveUnsafe,
    DocumentUnsafe,
    FileEmpty,
    FileInfected,
    FileIsTwoInOne,
    FileKindNotAllowed,
    FileNameDeceives,
    FileNotWhatItsNameSays,
    FileRefused,
    FileTooLarge,
    ScannerUnavailable,
    StorageFull,
)
from core.files.kinds import ALLOWED
from core.files.selectors import flags_of, open_for
from core.files.services import StoredFile, release, share, store
from core.files.watermark import NoPreview, can_preview
from core.lists.writing import as_csv, as_xlsx

__all__ = [
    "ALLOWED",
    "FLAGS",
    "ArchiveUnsafe",
    "DocumentUnsafe",
    "FileEmpty",
    "FileInfected",
    "FileIsTwoInOne",
    "FileKindNotAllowed",
    "FileNameDeceives",
    "FileNotWhatItsNameSays",
    "FileRefused",
    "FileTooLarge",
    "NoPreview",
    "ScannerUnavailable",
    "StorageFull",
    "StoredFile",
    "as_csv",
    "as_xlsx",
    "can_preview",
    "file_answer",
    "flags_of",
    "open_for",
    "preview_answer",
    "release",
    "share",
    "store",
]
