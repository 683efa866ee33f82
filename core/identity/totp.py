"""The second factor: six digits from an authenticator, by RFC 6238, no step accepted twice."""

import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from hmac import compare_digest

import segno
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils.safestring import SafeString, mark_safe

STEP = 30
#: Phones are up to half a minute off; each further step is another chance for a guesser.
DRIFT = 1
ISSUER = "CityDesk"


def new_secret() -> bytes:
    """A fresh secret of 160 bits, the length that RFC 4226 recommends."""
    return secrets.token_bytes(20)


def readable(secret: bytes) -> str:
    """The secret as people type it into an authenticator, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def from_readable(text: str) -> bytes:
    """The secret out of its typed form."""
    return b32decode(text.replace(" ", ""))


def digits_at(secret: bytes, at: datetime) -> str:
    """The six digits that an authenticator shows at ``at``."""
    return _digits(secret, int(at.timestamp()) // STEP).decode()


def accepted_step(secret: bytes, digits: str, *, at: datetime, after: int) -> int | None:
    """The time step that ``digits`` belong to, or None if they are wrong.

    Only steps later than ``after`` count, so digits that were read over a shoulder are
    worth nothing once they have been used.
    """
    now = int(at.timestamp()) // STEP
    steps = [step for step in range(now - DRIFT, now + DRIFT + 1) if step > after]
    typed = digits.encode()
    right = [step for step in steps if compare_digest(_digits(secret, step), typed)]
    return right[0] if right else None


def qr_picture(secret: bytes, *, account_name: str) -> SafeString:
    """An inline SVG that an authenticator scans; it loads nothing and carries no style."""
    uri = _generator(secret).get_provisioning_uri(account_name, ISSUER)
    # With a unit it gets a viewBox, and so shrinks as a whole on a narrow phone.
    picture = segno.make(uri, error="m").svg_inline(scale=5, border=4, svgclass="qr", unit="px")
    return mark_safe(picture)  # noqa: S308 (drawn here out of black squares, no text inside)


def _digits(secret: bytes, step: int) -> bytes:
    return _generator(secret).generate(step * STEP)


def _generator(secret: bytes) -> TOTP:
    # SHA-1 because the authenticators in use know nothing else; its weakness is collisions,
    # which a keyed code does not suffer from.
    return TOTP(secret, 6, SHA1(), STEP)  # noqa: S303
