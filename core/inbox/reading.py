"""What a person does with the own items: open one, mark many as read, take that back."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.context import current_unit
from core.errors import DomainError
from core.inbox.models import InboxItem, ItemState, Kind
from core.jobs.public import enqueue

#: So long the person may take it back; the modules are told afterwards.
UNDO_WITHIN = timedelta(minutes=2)
#: The job that tells modules which of their matters were marked as read.
TELL = "inbox.tell_read"


class TooLateToUndo(DomainError):
    """The modules have been told; a reading on record stays."""

    code = "too_late_to_undo"
    message = _("已超过可以撤销的时间，已阅记录已生效。")


def mark_seen(*, item: InboxItem, at: datetime) -> None:
    """The person has opened the item: it is no longer bold. A second time changes nothing."""
    InboxItem.objects.filter(pk=item.pk, seen_at=None).update(seen_at=at)


def mark_read(*, account_id: UUID, item_ids: Collection[UUID], at: datetime) -> int:
    """Mark the account's items of this unit as read; the number of those that waited.

    Only 待阅: what must be acted on cannot be read away. Their modules hear of it when the
    time to take it back has passed.
    """
    waiting = InboxItem.objects.filter(
        unit_id=current_unit().id,
        account_id=account_id,
        pk__in=item_ids,
        kind=Kind.READ,
        state=ItemState.OPEN,
    )
    marked = waiting.update(state=ItemState.DONE, done_at=at)
    if marked:
        enqueue(TELL, run_at=at + UNDO_WITHIN, account_id=account_id, read_at=at)
    return marked


def unmark_read(*, account_id: UUID, read_at: datetime, at: datetime) -> int:
    """Take back what was marked as read at ``read_at``. Raises ``TooLateToUndo``."""
    if at >= read_at + UNDO_WITHIN:
        raise TooLateToUndo
    return marked_at(account_id, read_at).update(state=ItemState.OPEN, done_at=None)


def marked_at(account_id: UUID, read_at: datetime) -> QuerySet[InboxItem]:
    """The account's items of this unit that were marked as read at that moment."""
    return InboxItem.objects.filter(
        unit_id=current_unit().id,
        account_id=account_id,
        kind=Kind.READ,
        state=ItemState.DONE,
        done_at=read_at,
    )
