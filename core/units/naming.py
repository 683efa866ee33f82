"""How a name is found again: by its characters, its code or the initials of its pinyin."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db import models

_BLANK = re.compile(r"\s+")


def plain(text: str) -> str:
    """``text`` with the differences removed that no clerk sees: （） and (), blanks, case."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=10_000)  # most organs bear their unit's name
def initials(name: str) -> str:
    """The first letters of the pinyin of ``name``: 市政府办 → szfb."""
    # Takes 170 ms to load and is needed only where names are written.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))


def search_key(code: str, *names: str) -> str:
    """Everything a person may type to find the thing, in one text to be searched in."""
    parts = [code]
    for name in dict.fromkeys(plain(name) for name in names):
        parts += [name, initials(name)]
    return " ".join(parts)


class SearchKey(models.CharField):
    """A column filled from ``code``, ``short_name`` and ``name`` whenever the row is saved.

    Also by ``bulk_create``; an UPDATE of names must set it (``search_key``).
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 400, "editable": False, "default": "", **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The key of the names as they are now."""
        names = (getattr(model_instance, field) for field in ("code", "short_name", "name"))
        setattr(model_instance, self.attname, search_key(*names)[: self.max_length])
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> Any:
        """A plain column for migrations: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class PlainText(models.CharField):
    """A column that keeps ``text`` in its plain form, to be compared with what people type."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 100, "editable": False, "default": "", **options})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The plain form of the text as it is now."""
        setattr(model_instance, self.attname, plain(getattr(model_instance, "text")))  # noqa: B009
        return super().pre_save(model_instance, add)

    def deconstruct(self) -> Any:
        """A plain column for migrations: they import nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
