"""Telling modules what was marked as read, once it can no longer be taken back."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from core.contracts.readings import MattersRead
from core.inbox.reading import TELL, marked_at
from core.jobs.public import job
from core.modules.loading import host
from core.people.selectors import member_of_account


@job(TELL)
def tell_read(*, account_id: str, read_at: str) -> None:
    """Tell each module that wants to know; what was put back meanwhile is not told."""
    at = datetime.fromisoformat(read_at)
    found = member_of_account(UUID(account_id), on=localdate(at))
    if found is None:
        return
    by_module = defaultdict(list)
    for item in marked_at(UUID(account_id), at):
        by_module[item.module].append(item.reference)
    for module, references in by_module.items():
        if module in host().listeners("matters_read"):
            read = MattersRead(tuple(references), found[0].pk, found[0].name, at)
            host().call_owner(module, "matters_read", reading=read)
