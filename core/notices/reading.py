"""The other pages of a reader learn that less is unread."""

from uuid import UUID

from django.db import transaction

from core.notices.live.hint import tell
from core.notices.selectors import unread_count


def count_changed(account_id: UUID) -> None:
    """Tell the account's open pages its new count after the commit, if the broker is there."""
    count = unread_count(account_id)
    transaction.on_commit(lambda: tell({account_id: count}))
