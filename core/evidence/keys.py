"""The city's signing key: made once in the data folder, readable by its owner alone."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from core.evidence.errors import SigningKeyUnusable
from core.evidence.verify_trail import signed_text

#: Public halves of keys that signed before: a line each, hexadecimal.
FORMER = "former_trail_keys"


def public_key() -> str:
    """The public half of the key that signs now, hexadecimal."""
    return _key(_path()).public_key().public_bytes_raw().hex()


def sign(kind: str, digest: str) -> str:
    """The city's signature under ``digest``; ``kind`` says what is signed."""
    return _key(_path()).sign(signed_text(kind, digest)).hex()


def trusted_keys() -> frozenset[str]:
    """The key that signs now and those that signed before."""
    former = _path().with_name(FORMER)
    listed = former.read_text().split() if former.exists() else []
    return frozenset({public_key(), *listed})


def signature_checker() -> Callable[[str, str, str, str], bool]:
    """``fits(key, signature, kind, digest)``; only keys of this installation fit."""
    trusted = {
        key: Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)) for key in trusted_keys()
    }

    def fits(key: str, signature: str, kind: str, digest: str) -> bool:
        try:
            trusted[key].verify(bytes.fromhex(signature), signed_text(kind, digest))
        except (KeyError, ValueError, InvalidSignature):
            return False
        return True

    return fits


def _path() -> Path:
    folder: Path = settings.CITYDESK_HOME / "keys"
    return folder / "trail_key.pem"


@cache
def _key(path: Path) -> Ed25519PrivateKey:
    """The key at ``path``; raises ``SigningKeyUnusable`` when it is damaged or of another kind."""
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise SigningKeyUnusable(path=path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyUnusable(path=path)
    return key


def _make(path: Path) -> None:
    # Whole before it has its name, and never over another process's: both then read one key.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate()
    text = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
