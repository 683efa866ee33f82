"""The six boxes of the workbench: what stands in each, and in which order.

List, count and badge of a box are made of the same query, so that they cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.inbox.models import ItemState, Kind

#: The most urgent before the newest, unless a secretary has set the order.
WAITING = ("-weight", "-arrived_at", "-id")
ARRIVED = ("-arrived_at", "-id")
DONE = ("-done_at", "-id")


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its name in an address, its title, what it holds, its order."""

    key: str
    title: str | Promise
    kind: Kind
    states: tuple[ItemState, ...]
    order: tuple[str, ...]

    @property
    def condition(self) -> Q:
        """What an item must be to stand here."""
        [first, *more] = self.states
        return Q(kind=self.kind) & (Q(state__in=self.states) if more else Q(state=first))

    @property
    def is_open(self) -> bool:
        """Whether its items wait for this person."""
        return self.order is WAITING


def _by_key(boxes: Iterable[Box]) -> dict[str, Box]:
    return {box.key: box for box in boxes}


_OPEN, _DONE = (ItemState.OPEN,), (ItemState.DONE,)

BOXES = _by_key(
    (
        Box("act", _("待办"), Kind.ACT, _OPEN, WAITING),
        Box("read", _("待阅"), Kind.READ, _OPEN, WAITING),
        Box("done", _("已办"), Kind.ACT, _DONE, DONE),
        Box("seen", _("已阅"), Kind.READ, _DONE, DONE),
        Box("started", _("我发起的"), Kind.STARTED, (*_OPEN, *_DONE), ARRIVED),
        Box("draft", _("草稿"), Kind.DRAFT, _OPEN, WAITING),
    )
)
