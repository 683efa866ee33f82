"""Secrets that must be read again (an authenticator's seed) are encrypted at rest.

AES-256-GCM under a key derived from the installation's secret key, which stands outside the
database. A sealed text is bound to its row: copied to another account, it does not open.
"""

import os
from base64 import b64decode, b64encode
from functools import cache
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

#: Stands before every sealed text, so that another cipher (SM4) can come beside this one.
ALGORITHM = "a256gcm"
_NONCE = 12


def seal(secret: bytes, *, bound_to: UUID) -> str:
    """``secret`` as a text that opens only with this installation's key and for this row."""
    nonce = os.urandom(_NONCE)
    box = _cipher(settings.SECRET_KEY).encrypt(nonce, secret, bound_to.bytes)
    return f"{ALGORITHM}:{b64encode(nonce + box).decode()}"


def unseal(text: str, *, bound_to: UUID) -> bytes:
    """The secret back; raises ``cryptography.exceptions.InvalidTag`` for a foreign row or key."""
    algorithm, _, body = text.partition(":")
    if algorithm != ALGORITHM:
        raise ValueError(f"sealed with {algorithm!r}, known is {ALGORITHM!r}")
    box = b64decode(body)
    return _cipher(settings.SECRET_KEY).decrypt(box[:_NONCE], box[_NONCE:], bound_to.bytes)


@cache
def _cipher(secret_key: str) -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"citydesk.identity.sealing")
    return AESGCM(derived.derive(secret_key.encode()))
