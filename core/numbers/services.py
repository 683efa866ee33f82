"""Taking and voiding numbers, inside the transaction of the document they are for."""

from datetime import datetime

from django.db import ProgrammingError, connection
from psycopg2.errors import InsufficientPrivilege

from core.context import current_unit
from core.db.keys import new_id
from core.numbers.errors import NumberCodeNotYours, NumberNotTaken
from core.numbers.form import Number
from core.numbers.models import NumberState, NumberTaken

# One statement: the first taker of the year makes the counter, all others queue on its row
# until the taker before them commits or rolls back.
_NEXT = """
    INSERT INTO number_counter AS counter (id, code, year, last)
    VALUES (%(id)s, %(code)s, %(year)s, %(start)s)
    ON CONFLICT (code, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


def take(*, code: str, year: int, reference: str, at: datetime, start: int = 1) -> Number:
    """Take the next number of ``code`` in ``year`` for the document named by ``reference``.

    Consecutive and different for every taker; a transaction that rolls back gives its
    number back. Refused for a code that is not of an organ of this unit (``NumberCodeNotYours``).
    """
    number = Number(code, year, _next_seq(code, year, start))
    NumberTaken.objects.create(
        unit_id=current_unit().id,
        code=code,
        year=year,
        seq=number.seq,
        reference=reference,
        taken_at=at,
    )
    return number


def void(*, number: Number, reason: str, at: datetime) -> None:
    """Mark ``number`` as void. It stays in the ledger with its reason and is not used again."""
    changed = NumberTaken.objects.filter(
        code=number.code,
        year=number.year,
        seq=number.seq,
        state=NumberState.USED,
    ).update(state=NumberState.VOID, reason=reason, voided_at=at)
    if not changed:
        raise NumberNotTaken(number=number)


def _next_seq(code: str, year: int, start: int) -> int:
    values: dict[str, str | int] = {
        "id": str(new_id()),
        "code": code,
        "year": year,
        "start": start,
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, values)
            return int(cursor.fetchone()[0])
    except ProgrammingError as error:
        # The row policy lets only the unit that hosts the code's organ count it up.
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NumberCodeNotYours(code=code) from error
        raise
