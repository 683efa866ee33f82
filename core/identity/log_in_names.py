"""What people type to say who they are, and how it is compared."""

import re

from core.identity.errors import NumberUnusable

MOBILE = re.compile(r"1[0-9]{10}")
STAFF_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{2,19}")
_BLANKS = re.compile(r"[\s\-‐–]")


def one_name(text: str) -> str:
    """The one name that ``text`` means, however it is written; never an error.

    Also for a name that nobody has: attempts are counted by it, and a count that depended on
    the way of writing would tell which names exist.
    """
    mobile = _BLANKS.sub("", text).removeprefix("+86")
    return mobile if MOBILE.fullmatch(mobile) else text.strip().upper()[:40]


def clean_mobile(text: str) -> str | None:
    """A mobile as it is kept (11 digits), None for an empty text; raises ``NumberUnusable``."""
    if not text.strip():
        return None
    mobile = one_name(text)
    if not MOBILE.fullmatch(mobile):
        raise NumberUnusable(value=text)
    return mobile


def clean_staff_number(text: str) -> str | None:
    """A staff number as it is kept, None for an empty text; raises ``NumberUnusable``."""
    if not text.strip():
        return None
    number = one_name(text)
    if not STAFF_NUMBER.fullmatch(number) or MOBILE.fullmatch(number):
        raise NumberUnusable(value=text)
    return number
