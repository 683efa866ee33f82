"""The store's word that a unit has presented a content, which the database itself can check.

A hash is known to many (it stands in every envelope); knowing it must not open the file. A unit's
role writes a reference only with a voucher, made here after the bytes were seen, with a key that
no role of pages and workers can read from the database.
"""

import hmac
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings

_BLOCK = 64
_SAVE = """
    INSERT INTO city.file_voucher_key (inner_pad, outer_pad) VALUES (%s, %s)
    ON CONFLICT (sole) DO UPDATE
       SET inner_pad = EXCLUDED.inner_pad, outer_pad = EXCLUDED.outer_pad
"""


def of_content(*, content: str, size: int, media_type: str, flags: str) -> bytes:
    """That the content with this hash is what its row says."""
    return _sign(" ".join((content, str(size), media_type, flags)))


def of_reference(*, content: str, unit_id: UUID) -> bytes:
    """That this unit has presented the content with this hash."""
    return _sign(f"{content} {unit_id}")


def save_key(cursor: Any) -> None:
    """Give the database the key, as its owner; it follows the installation's secret key."""
    key = _key().ljust(_BLOCK, b"\0")
    pads = [bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C)]
    cursor.execute(_SAVE, pads)


def _sign(claim: str) -> bytes:
    return hmac.digest(_key(), claim.encode(), "sha256")


def _key() -> bytes:
    return sha256(b"core.files.vouchers:" + settings.SECRET_KEY.encode()).digest()
