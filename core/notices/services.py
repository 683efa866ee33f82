"""Telling people, and what they do with what they were told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.context import current_scope
from core.contracts.urgency import NoticeUrgency
from core.errors import ScopeNotOpen
from core.identity.models import Post
from core.jobs.public import enqueue
from core.notices.models import Delivery, DeliveryState, Gateway, PersonalNotice, Wishes
from core.notices.queueing import SEND, enqueue_sending
from core.notices.secrets import seal_secrets
from core.notices.selectors import notices_before


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told.

    ``title`` is a text of the code without business content, marked with ``gettext_noop``;
    ``body`` says which matter. ``reference`` is the module's own name for the cause: the
    same module, kind and reference tell a person once. ``url`` is a path inside the unit.
    """

    module: str
    kind: str
    reference: str
    title: str
    body: str = ""
    url: str = ""
    urgency: str = NoticeUrgency.NONE


def notify(*, to: Iterable[UUID], notice: Notice, at: datetime) -> None:
    """Tell the accounts ``to``, once each, if and when the open transaction commits.

    In a unit's transaction only those who work there are told: whoever has left meanwhile
    is left out in silence. Set-based, whatever the number of people.
    """
    scope = current_scope()
    if scope is None:
        raise ScopeNotOpen("people are told in the transaction of the cause")
    accounts = _working(scope.key, to) if scope.key else list(dict.fromkeys(to))
    if not accounts:
        return
    rows = [_row(account_id, scope.key, notice, at) for account_id in accounts]
    PersonalNotice.objects.bulk_create(rows, ignore_conflicts=True)
    enqueue(SEND)


def mark_read(*, account_id: UUID, notice_ids: Collection[UUID], at: datetime) -> int:
    """Note that the person has read these of the own notices; how many were unread."""
    return _read(PersonalNotice.objects.filter(account_id=account_id, pk__in=notice_ids), at)


def mark_all_read(*, account_id: UUID, until: datetime, at: datetime) -> int:
    """Read whatever came until the list was shown; what came later stays unread."""
    return _read(notices_before(account_id).filter(created_at__lte=until), at)


def set_wishes(
    *,
    account_id: UUID,
    channels: Mapping[str, Iterable[str]],
    quiet_from: time | None,
    quiet_to: time | None,
) -> None:
    """Keep how somebody wants to be told, by urgency."""
    Wishes.objects.update_or_create(
        account_id=account_id,
        defaults={
            "channels": {urgency: sorted(codes) for urgency, codes in channels.items()},
            "quiet_from": quiet_from,
            "quiet_to": quiet_to,
        },
    )


def retry_failed(*, delivery_ids: Collection[UUID], at: datetime) -> int:
    """Send failed deliveries of the open scope again, from the first attempt on."""
    failed = Delivery.objects.filter(pk__in=delivery_ids, state=DeliveryState.FAILED)
    units = set(failed.values_list("unit_id", flat=True))
    done = failed.update(
        state=DeliveryState.WAITING, attempts=0, next_at=at, lease_until=None, reason=""
    )
    for unit_id in units:
        enqueue_sending(unit_id)
    return done


def save_gateway(
    *, gateway: Gateway, facts: Mapping[str, Any], secrets: Mapping[str, str], at: datetime
) -> None:
    """Keep what the city has set up; secrets that are left empty stay what they were."""
    for name, value in facts.items():
        setattr(gateway, name, value)
    seal_secrets(gateway, secrets)
    gateway.resting_until, gateway.changed_at = None, at
    gateway.save()


def _working(unit_id: UUID, accounts: Iterable[UUID]) -> list[UUID]:
    here = Post.objects.counting().filter(unit_id=unit_id, account_id__in=list(accounts))
    return list(here.values_list("account_id", flat=True))


def _row(account_id: UUID, unit_id: UUID | None, notice: Notice, at: datetime) -> PersonalNotice:
    return PersonalNotice(
        account_id=account_id,
        unit_id=unit_id,
        module=notice.module,
        kind=notice.kind,
        reference=notice.reference,
        title=notice.title,
        body=notice.body[:300],
        url=notice.url,
        urgency=notice.urgency,
        created_at=at,
    )


def _read(notices: QuerySet[PersonalNotice], at: datetime) -> int:
    unread = list(notices.filter(unread=True).values_list("pk", flat=True))
    done = PersonalNotice.objects.filter(pk__in=unread, unread=True).update(
        unread=False, read_at=at
    )
    # Whoever has read it is not disturbed by it any more; what failed stays on record.
    Delivery.objects.filter(notice__in=unread).exclude(state=DeliveryState.FAILED).update(
        state=DeliveryState.READ
    )
    return done
