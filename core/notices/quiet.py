"""Quiet hours: when somebody is not disturbed, and when that ends."""

from datetime import datetime, time, timedelta

from django.utils.timezone import localtime

from core.contracts.urgency import NoticeUrgency

#: The highest word of each scale: 特急 of documents, 特提 of telegrams and urgent notices. For
#: both the clock runs day and night, so they disturb.
DISTURBING = frozenset({NoticeUrgency.FLASH, NoticeUrgency.TOP})


def end_of_quiet(
    at: datetime, *, begins: time | None, ends: time | None, urgency: str
) -> datetime | None:
    """When the quiet hours that ``at`` falls into are over; None outside them.

    They may pass midnight (22:00 to 07:00). Equal ends mean none.
    """
    if begins is None or ends is None or begins == ends or urgency in DISTURBING:
        return None
    here = localtime(at)
    now = here.time()
    over = here.replace(hour=ends.hour, minute=ends.minute, second=0, microsecond=0)
    if begins < ends:
        return over if begins <= now < ends else None
    if now < ends:
        return over
    return over + timedelta(days=1) if now >= begins else None
