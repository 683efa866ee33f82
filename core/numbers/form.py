"""How a number is written: 机关代字〔年份〕顺序号号 (GB/T 9704-2012, 7.2.5)."""

import re
from dataclasses import dataclass
from typing import Self

# Six-corner brackets only, four digits of the year, no leading zero.
_WRITTEN = re.compile(
    r"(?P<code>[\u4e00-\u9fa5]{2,12})〔(?P<year>20\d{2})〕(?P<seq>[1-9]\d{0,4})号"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number: the organ's code (代字), the year of signing, the running number."""

    code: str
    year: int
    seq: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.seq}号"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The number that ``text`` is, or None if it is not written in the one right form."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            return None
        return cls(found["code"], int(found["year"]), int(found["seq"]))
