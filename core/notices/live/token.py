"""What a page shows to the live process: whose page it is, and for how long that holds.

The live process knows no session and asks no database. The token opens nothing but one
number, and ends after ten minutes; the page then asks again with its session.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

LIFE = timedelta(minutes=10)
_MAC = 16
_MOMENT = 8


def live_key(secret_key: str) -> bytes:
    """The key of these tokens, made of the installation's."""
    return hmac.digest(secret_key.encode(), b"citydesk.live", sha256)


def issue(account_id: UUID, *, key: bytes, at: datetime) -> str:
    """A token for the account's pages."""
    ends = int((at + LIFE).timestamp()).to_bytes(_MOMENT, "big")
    claim = account_id.bytes + ends
    return urlsafe_b64encode(claim + _mac(claim, key)).decode()


def account_in(token: str, *, key: bytes, at: datetime) -> tuple[UUID, datetime] | None:
    """Whose page it is and when that ends; None for a token that is forged, cut or over."""
    try:
        raw = urlsafe_b64decode(token)
    except ValueError:
        return None
    claim, mac = raw[:-_MAC], raw[-_MAC:]
    if len(claim) != 16 + _MOMENT or not hmac.compare_digest(_mac(claim, key), mac):
        return None
    ends = datetime.fromtimestamp(int.from_bytes(claim[16:], "big"), UTC)
    return (UUID(bytes=claim[:16]), ends) if at < ends else None


def _mac(claim: bytes, key: bytes) -> bytes:
    return hmac.digest(key, claim, sha256)[:_MAC]
