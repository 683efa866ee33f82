"""The order that a secretary gives to what waits for a leader. Nothing is hidden by it.

What is placed stands before the rest, in its order; 特急 that come later stand before all.
A matter that comes anew has lost its place.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When

from core.context import current_unit
from core.inbox.boxes import BOXES
from core.inbox.models import InboxItem
from core.inbox.services import WEIGHTS

#: Between 特急 that nobody has placed and everything else (``WEIGHTS``).
FIRST_PLACE = 10_000
#: Nobody arranges more by hand.
MOST = 200


def place_items(*, account_id: UUID, item_ids: Sequence[UUID], by: str) -> int:
    """Put the account's open matters of this unit into the order of ``item_ids``.

    Those not named, and all beyond ``MOST``, go back to the usual order. Another's items
    and settled ones are passed over. The number of those that were placed.
    """
    waiting = _waiting(account_id)
    _usual_order(waiting)
    chosen = list(dict.fromkeys(item_ids))[:MOST]
    if not chosen:
        return 0
    weights = [When(pk=pk, then=Value(FIRST_PLACE - n)) for n, pk in enumerate(chosen)]
    return waiting.filter(pk__in=chosen).update(weight=Case(*weights), placed_by=by)


def _usual_order(waiting: QuerySet[InboxItem]) -> None:
    usual = [When(urgency=urgency, then=Value(weight)) for urgency, weight in WEIGHTS.items()]
    waiting.filter(~Q(placed_by="")).update(weight=Case(*usual, default=Value(0)), placed_by="")


def _waiting(account_id: UUID) -> QuerySet[InboxItem]:
    own = InboxItem.objects.filter(unit_id=current_unit().id, account_id=account_id)
    return own.filter(BOXES["act"].condition)
