"""What modules may use of the number ledger."""

from core.numbers.errors import NumberCodeNotYours, NumberNotTaken, NumberRefused
from core.numbers.form import Number
from core.numbers.selectors import taken_numbers, unused_numbers
from core.numbers.services import take, void

__all__ = [
    "Number",
    "NumberCodeNotYours",
    "NumberNotTaken",
    "NumberRefused",
    "take",
    "taken_numbers",
    "unused_numbers",
    "void",
]
