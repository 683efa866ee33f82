"""Nobody removes a content while somebody stores it, and the other way round.

The row of a content may not exist yet, or not be visible to the unit that stores it, so a row
lock does not do: the lock is on the hash, until the end of the transaction.
"""

from collections.abc import Iterable

from django.db import connection

_NUMBER = "('x' || left({}, 16))::bit(64)::bigint"
_SHARE = f"SELECT pg_advisory_xact_lock_shared({_NUMBER.format('%s')})"
_ALONE = (
    "SELECT hash FROM unnest(%s::text[]) AS asked (hash) "  # noqa: S608 -- no input in the text
    f"WHERE pg_try_advisory_xact_lock({_NUMBER.format('hash')})"
)


def keep_from_removal(sha256: str) -> None:
    """Let the clean-up pass this content by until the transaction ends; waits for one under way."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARE, [sha256])


def not_being_stored(hashes: Iterable[str]) -> list[str]:
    """Those of ``hashes`` that nobody is storing; nobody begins before the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [list(hashes)])
        return [hash_ for (hash_,) in cursor.fetchall()]
