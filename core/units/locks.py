"""Whoever changes the directory of units and organs waits for the one before."""

from django.db import connection

_DIRECTORY_LOCK = 0x554E4954  # "UNIT"; any constant serves


def lock_directory() -> None:
    """Hold the directory until the end of the transaction; imports and reforms queue here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_DIRECTORY_LOCK])
