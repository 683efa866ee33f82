"""Who listens: the open pages of each account, each waiting for its latest number."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

#: A person has some pages open, not hundreds; the oldest gives way.
PAGES_EACH = 6

#: One number fits in; a page that is slow gets the latest, not the whole story. None = the end.
Line = asyncio.Queue[int | None]


class Hub:
    """The open pages. Used in the event loop's thread alone."""

    def __init__(self) -> None:
        self._lines: defaultdict[UUID, list[Line]] = defaultdict(list)

    def join(self, account_id: UUID) -> Line:
        """A line for one more page of the account."""
        lines = self._lines[account_id]
        if len(lines) >= PAGES_EACH:
            _put(lines.pop(0), None)
        lines.append(asyncio.Queue(maxsize=1))
        return lines[-1]

    def leave(self, account_id: UUID, line: Line) -> None:
        """The page is closed."""
        lines = self._lines[account_id]
        if line in lines:
            lines.remove(line)
        if not lines:
            del self._lines[account_id]

    def tell(self, counts: Mapping[str, int]) -> None:
        """Pass each account's number on to its pages; accounts without one cost nothing."""
        for account, count in counts.items():
            for line in self._lines.get(UUID(account), ()):
                _put(line, int(count))


def _put(line: Line, value: int | None) -> None:
    if line.full():
        line.get_nowait()
    line.put_nowait(value)
