"""What modules may use of the file store."""

from core.files.answers import file_answer
from core.files.errors import (
    FileEmpty,
    FileKindNotAllowed,
    FileNotWhatItsNameSays,
    FileRefused,
    FileTooLarge,
    StorageFull,
)
from core.files.kinds import ALLOWED
from core.files.selectors import open_for
from core.files.services import StoredFile, share, store
from core.lists.writing import as_csv, as_xlsx

__all__ = [
    "ALLOWED",
    "FileEmpty",
    "FileKindNotAllowed",
    "FileNotWhatItsNameSays",
    "FileRefused",
    "FileTooLarge",
    "StorageFull",
    "StoredFile",
    "as_csv",
    "as_xlsx",
    "file_answer",
    "open_for",
    "share",
    "store",
]
