"""Codes that people read from paper and type: their letters, and how they are derived."""

import hmac
from hashlib import sha256
from uuid import UUID

from django.conf import settings

#: Crockford's letters: no I, L, O, U to be misread on a printed slip.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110", "- ")


def plain(typed: str) -> str:
    """A code as it is compared, however its letters were typed."""
    return typed.strip().upper().translate(_MISREAD)


def derived(row_id: UUID, purpose: str) -> str:
    """The code of a row: 80 bits that only the installation's secret key tells from its id."""
    key = f"{settings.SECRET_KEY} {purpose}".encode()
    number = int.from_bytes(hmac.digest(key, row_id.bytes, sha256)[:10])
    letters = "".join(LETTERS[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[place : place + 4] for place in range(0, 16, 4))


def digest(typed: str) -> str:
    """Digest of a derived code, however its letters were typed: 80 bits need no slow hash."""
    return sha256(plain(typed).encode()).hexdigest()
