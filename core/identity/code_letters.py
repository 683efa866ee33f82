"""The letters of codes that people read from paper and type."""

#: Crockford's letters: no I, L, O, U to be misread on a printed slip.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110", "- ")


def plain(typed: str) -> str:
    """A code as it is compared, however its letters were typed."""
    return typed.strip().upper().translate(_MISREAD)
