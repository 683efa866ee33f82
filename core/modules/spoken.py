"""Words that a manifest gives in two languages, shown in the reader's."""

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language


class _Spoken:
    def __init__(self, chinese: str, english: str) -> None:
        self._chinese, self._english = chinese, english

    def __str__(self) -> str:
        return self._english if (get_language() or "").startswith("en") else self._chinese


def spoken(chinese: str, english: str) -> Promise:
    """A text that is said in the language of the moment, each time it is shown."""
    text: Promise = lazystr(_Spoken(chinese, english))
    return text
