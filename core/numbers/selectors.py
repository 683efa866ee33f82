"""Questions asked of the number ledger."""

from collections.abc import Iterator

from core.numbers.models import NumberCounter, NumberState, NumberTaken


def taken_numbers(*, code: str, year: int) -> list[NumberTaken]:
    """The ledger of ``code`` in ``year``, in order; of another unit's code there is nothing."""
    return list(NumberTaken.objects.filter(code=code, year=year).order_by("seq"))


def unused_numbers(*, code: str, year: int) -> Iterator[tuple[int, str]]:
    """Numbers up to the last one that stand on no valid document, each with its reason.

    This is the report that explains every gap in the register of sent documents.
    """
    rows = {row.seq: row for row in taken_numbers(code=code, year=year)}
    counter = NumberCounter.objects.filter(code=code, year=year).first()
    first = min(rows, default=1)
    for seq in range(first, (counter.last if counter else 0) + 1):
        row = rows.get(seq)
        if row is None:
            yield seq, ""
        elif row.state != NumberState.USED:
            yield seq, row.reason
