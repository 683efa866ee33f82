"""Signatures as gateways ask for them, and as we ask for them when receipts come back."""

import hmac
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

#: A receipt that is older or younger is refused: clocks differ, replays do not get younger.
TOLERANCE = timedelta(minutes=5)


def dingtalk_query(secret: str, at: datetime) -> str:
    """``timestamp`` and ``sign`` as 钉钉 robots want them in the address."""
    moment = str(round(at.timestamp() * 1000))
    digest = hmac.digest(secret.encode(), f"{moment}\n{secret}".encode(), sha256)
    return urlencode({"timestamp": moment, "sign": b64encode(digest).decode()})


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The general form: HMAC-SHA256 over the timestamp, a line feed and the body, in hex."""
    return hmac.digest(secret.encode(), timestamp.encode() + b"\n" + body, sha256).hex()


def signed_headers(secret: str, body: bytes, at: datetime) -> dict[str, str]:
    """The headers of a message signed in the general form."""
    moment = str(int(at.timestamp()))
    return {"X-Timestamp": moment, "X-Signature": signature(secret, moment, body)}


def is_genuine(secret: str, timestamp: str, given: str, body: bytes, *, at: datetime) -> bool:
    """Whether a receipt bears the secret's signature and is of now."""
    if not secret or not timestamp.isdecimal() or len(timestamp) > 12:
        return False
    if abs(at.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        return False
    return hmac.compare_digest(signature(secret, timestamp, body).encode(), given.encode())
