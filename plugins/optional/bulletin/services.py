"""Every change to the unit's notices."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from plugins.optional.bulletin.errors import NoticeWithdrawn, PublicityTooShort
from plugins.optional.bulletin.models import Category, Notice, Reading

__all__ = ["Draft", "confirm_reading", "publish", "withdraw"]

#: A public showing lasts at least five days (usual practice; a unit may choose longer).
PUBLICITY_DAYS = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What the publisher writes."""

    category: str
    title: str
    body: str
    pinned: bool = False
    ends_on: date | None = None


def publish(*, draft: Draft, token: UUID, by: Person, at: datetime) -> Notice:
    """Publish a notice to everyone in the unit; the same ``token`` again publishes nothing.

    Raises ``PublicityTooShort`` for a 公示 that ends too soon or never.
    """
    if draft.category == Category.PUBLICITY:
        _refuse_short_showing(draft.ends_on, at)
    made, new = Notice.objects.get_or_create(
        token=token,
        defaults={
            "category": draft.category,
            "title": draft.title.strip(),
            "body": draft.body.strip(),
            "pinned": draft.pinned,
            "ends_on": draft.ends_on,
            "publisher_id": by.member,
            "publisher_name": by.name,
            "publisher_title": by.title,
            "published_at": at,
        },
    )
    if new:
        record("bulletin.published", by=by, at=at, subject=made.title)
    return made


def confirm_reading(*, notice: Notice, by: Person, at: datetime) -> None:
    """Note that ``by`` has read the notice; a second time changes nothing.

    Raises ``NoticeWithdrawn``.
    """
    if notice.withdrawn_at is not None:
        raise NoticeWithdrawn
    reading = Reading(notice=notice, member_id=by.member, read_at=at)
    Reading.objects.bulk_create([reading], ignore_conflicts=True)


def withdraw(*, notice: Notice, by: Person, at: datetime) -> None:
    """Take the notice off everyone's list; it stays in the record. Raises ``NoticeWithdrawn``."""
    changed = Notice.objects.filter(pk=notice.pk, withdrawn_at=None).update(withdrawn_at=at)
    if not changed:
        raise NoticeWithdrawn
    record("bulletin.withdrawn", by=by, at=at, subject=notice.title)


def _refuse_short_showing(ends_on: date | None, at: datetime) -> None:
    earliest = timezone.localdate(at) + timedelta(days=PUBLICITY_DAYS)
    if ends_on is None or ends_on < earliest:
        raise PublicityTooShort(days=PUBLICITY_DAYS)
