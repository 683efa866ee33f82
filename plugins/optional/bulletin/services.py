"""Every change to the unit's notices."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_noop

from core.audit.public import record
from core.contracts.people import Person
from core.contracts.readings import MattersRead
from core.inbox.public import Kind, Matter, put, read_by
from core.inbox.public import withdraw as withdraw_items
from core.notices.public import Notice as PersonalNotice
from core.notices.public import notify
from core.people.public import members_with
from plugins.optional.bulletin.errors import NoticeWithdrawn, PublicityTooShort
from plugins.optional.bulletin.models import Category, Notice, Reading
from plugins.optional.bulletin.permissions import READ

__all__ = ["Draft", "confirm_reading", "note_readings", "publish", "withdraw"]

MODULE = "bulletin"

#: A public showing lasts at least five days (usual practice; a unit may choose longer).
PUBLICITY_DAYS = 5
_PUBLISHED = gettext_noop("本单位发布了通知公告")


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
        _put_before_readers(made, by, at)
        _tell_colleagues(made, by=by, at=at)
    return made


def confirm_reading(*, notice: Notice, by: Person, at: datetime) -> None:
    """Note that ``by`` has read the notice; a second time changes nothing.

    Raises ``NoticeWithdrawn``.
    """
    if notice.withdrawn_at is not None:
        raise NoticeWithdrawn
    reading = Reading(notice=notice, member_id=by.member, read_at=at)
    Reading.objects.bulk_create([reading], ignore_conflicts=True)
    read_by(module=MODULE, reference=str(notice.pk), by=by.account_id, at=at)


def note_readings(*, reading: MattersRead) -> None:
    """Somebody marked notices as read in the list of 待阅; withdrawn ones count for nothing."""
    standing = Notice.objects.filter(pk__in=reading.references, withdrawn_at=None)
    Reading.objects.bulk_create(
        [
            Reading(notice=each, member_id=reading.member_id, read_at=reading.at)
            for each in standing
        ],
        ignore_conflicts=True,
    )


def withdraw(*, notice: Notice, by: Person, at: datetime) -> None:
    """Take the notice off everyone's list; it stays in the record. Raises ``NoticeWithdrawn``."""
    changed = Notice.objects.filter(pk=notice.pk, withdrawn_at=None).update(withdrawn_at=at)
    if not changed:
        raise NoticeWithdrawn
    withdraw_items(module=MODULE, reference=str(notice.pk), kind=Kind.READ, at=at)
    record("bulletin.withdrawn", by=by, at=at, subject=notice.title)


def _put_before_readers(notice: Notice, by: Person, at: datetime) -> None:
    """Into the 待阅 of everyone who may read it; its publisher knows it."""
    matter = Matter(
        module=MODULE,
        reference=str(notice.pk),
        title=notice.title,
        url=f"m/{MODULE}/{notice.pk}/",
        sender=by.name,
        step=str(Category(notice.category).label),
    )
    readers = (each.account_id for each in members_with(READ) if each.account_id != by.account_id)
    put(matter=matter, accounts=readers, at=at, kind=Kind.READ)


def _tell_colleagues(made: Notice, *, by: Person, at: datetime) -> None:
    notice = PersonalNotice(
        module=MODULE,
        kind="published",
        reference=str(made.pk),
        title=_PUBLISHED,
        body=made.title,
        url=f"m/{MODULE}/{made.pk}/",
    )
    others = [one.account_id for one in members_with(READ) if one.account_id != by.account_id]
    notify(to=others, notice=notice, at=at)


def _refuse_short_showing(ends_on: date | None, at: datetime) -> None:
    earliest = timezone.localdate(at) + timedelta(days=PUBLICITY_DAYS)
    if ends_on is None or ends_on < earliest:
        raise PublicityTooShort(days=PUBLICITY_DAYS)
