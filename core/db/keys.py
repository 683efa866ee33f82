"""Primary keys: UUID version 7, made here, in order of time, with no sequence in any schema."""

from uuid import UUID

import uuid6


def new_id() -> UUID:
    """A new time-ordered key (RFC 9562, version 7). It is an identifier, never a secret."""
    return UUID(int=uuid6.uuid7().int)
