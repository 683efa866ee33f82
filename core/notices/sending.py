"""From a notice to its deliveries, and from each delivery to the gateway: each once.

Nothing is sent inside a transaction. A delivery is claimed under a row lock and a lease;
what the gateway said is written afterwards, by whoever still holds the claim. A worker
that is killed between the two leaves a claim that runs out: the next attempt carries the
same key, so that a gateway which knows such keys drops the double.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from django.db.models import Case, Min, Q, Value, When

from core.context import open_city
from core.contracts.urgency import NoticeUrgency
from core.notices.channels import NotSent, Outcome
from core.notices.models import Delivery, DeliveryState, Gateway, PersonalNotice
from core.notices.outgoing import IN_APP, IN_APP_TITLE, hand_over
from core.notices.queueing import enqueue_sending
from core.notices.quiet import end_of_quiet
from core.notices.selectors import routes_for, wishes_of

log = logging.getLogger(__name__)

#: How often a delivery is tried: over some three hours, then an administrator must look.
ATTEMPTS = 8
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=1)
#: Longer than any driver may take; a claim that is older belongs to a worker that was killed.
LEASE = timedelta(minutes=2)
#: A job gives way to others after so long and goes on in another.
_STINT_SECONDS = 240.0
#: So many failures in a row, and the gateway is left alone for a while: with a dead one, the
#: jobs of thousands of units would otherwise each wait for it.
_PATIENCE = 3
_REST = timedelta(minutes=1)
_PLANNED_AT_ONCE = 1000

_RANK = Case(
    *(
        When(notice__urgency=urgency, then=Value(rank))
        for rank, urgency in enumerate(
            (NoticeUrgency.TOP, NoticeUrgency.FLASH, NoticeUrgency.URGENT)
        )
    ),
    default=Value(9),
)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this worker may attempt; ``attempt`` tells its claim from a later one."""

    delivery: Delivery
    attempt: int


def send_notices(unit_id: UUID | None, *, at: datetime) -> None:
    """Decide and deliver what waits in a unit (None: of the city's own notices)."""
    began = monotonic()

    def clock() -> datetime:
        return at + timedelta(seconds=monotonic() - began)

    while plan(unit_id, at=clock()):
        pass
    failures: Counter[str] = Counter()
    while monotonic() - began < _STINT_SECONDS:
        tired = [channel for channel, count in failures.items() if count >= _PATIENCE]
        claim = claim_next(unit_id, at=clock(), but=tired)
        if claim is None:
            break
        channel = claim.delivery.channel
        failures[channel] = 0 if attempt(claim, clock) else failures[channel] + 1
        if failures[channel] == _PATIENCE:
            _rest(channel, clock())
    _go_on_later(unit_id, clock())


def plan(unit_id: UUID | None, *, at: datetime) -> int:
    """Decide which channels carry the new notices; the number decided. Set-based."""
    with open_city():
        new = PersonalNotice.objects.filter(unit=unit_id, planned_at=None)
        rows = list(new.select_for_update(skip_locked=True).order_by("id")[:_PLANNED_AT_ONCE])
        routes = routes_for(row.account_id for row in rows)
        deliveries = []
        for row in rows:
            deliveries.append(_delivery(row, IN_APP, IN_APP_TITLE, at))
            deliveries += [
                _delivery(row, gateway.code, gateway.title, at)
                for gateway in routes.of(row.account_id, row.urgency)
            ]
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        PersonalNotice.objects.filter(pk__in=[row.pk for row in rows]).update(planned_at=at)
    return len(rows)


def claim_next(unit_id: UUID | None, *, at: datetime, but: list[str]) -> Claim | None:
    """Take the most urgent delivery that is due, outside its person's quiet hours."""
    due = Q(lease_until=None) | Q(lease_until__lt=at)
    rows = Delivery.objects.filter(due, unit_id=unit_id, state=DeliveryState.WAITING)
    rows = rows.filter(next_at__lte=at).exclude(channel__in=but).order_by(_RANK, "next_at", "id")
    with open_city():
        resting = Gateway.objects.filter(resting_until__gt=at).values("code")
        rows = rows.exclude(channel__in=resting)
        while row := (
            rows.select_for_update(skip_locked=True, of=("self",)).select_related("notice").first()
        ):
            quiet = _quiet_until(row, at)
            if quiet is None:
                return _claimed(row, at)
            Delivery.objects.filter(pk=row.pk).update(next_at=quiet)
    return None


def attempt(claim: Claim, clock: Clock) -> bool:
    """Hand the message over and write what came of it; False if it did not go out."""
    try:
        outcome = hand_over(claim.delivery)
    except NotSent as refused:
        _note_failure(claim, refused, clock())
        return refused.final
    # A driver may be a stranger's; whatever it raises, the others' messages go out.
    except Exception as broken:
        log.exception("the channel %s failed", claim.delivery.channel)
        _note_failure(claim, NotSent(type(broken).__name__), clock())
        return False
    _note_success(claim, outcome, clock())
    return True


def pause_after(attempts: int) -> timedelta:
    """How long is waited after so many attempts: 30 s, 90 s, 4.5 min … an hour at most."""
    tripled: int = 3 ** (attempts - 1)
    return min(_FIRST_PAUSE * tripled, _LONGEST_PAUSE)


def _delivery(notice: PersonalNotice, channel: str, title: str, at: datetime) -> Delivery:
    return Delivery(
        notice=notice,
        unit_id=notice.unit_id,
        channel=channel,
        channel_title=title,
        next_at=at,
        created_at=at,
    )


def _quiet_until(delivery: Delivery, at: datetime) -> datetime | None:
    if delivery.channel == IN_APP:
        return None
    wishes = wishes_of(delivery.notice.account_id)
    return end_of_quiet(
        at,
        begins=wishes.quiet_from,
        ends=wishes.quiet_to,
        urgency=delivery.notice.urgency,
    )


def _rest(channel: str, at: datetime) -> None:
    with open_city():
        Gateway.objects.filter(code=channel).update(resting_until=at + _REST)


def _claimed(row: Delivery, at: datetime) -> Claim:
    row.attempts += 1
    row.lease_until = at + LEASE
    row.save(update_fields=["attempts", "lease_until"])
    return Claim(row, row.attempts)


def _write(claim: Claim, **changes: object) -> None:
    """Only while the claim is still ours; what a receipt has settled meanwhile stays."""
    with open_city():
        Delivery.objects.filter(
            pk=claim.delivery.pk, attempts=claim.attempt, state=DeliveryState.WAITING
        ).update(lease_until=None, **changes)


def _note_success(claim: Claim, outcome: Outcome, at: datetime) -> None:
    state = DeliveryState.DELIVERED if outcome.arrived else DeliveryState.SENT
    delivered_at = at if outcome.arrived else None
    provider_id = outcome.provider_id[:120]
    _write(
        claim,
        state=state,
        sent_at=at,
        delivered_at=delivered_at,
        provider_id=provider_id,
        reason="",
    )


def _note_failure(claim: Claim, refused: NotSent, at: datetime) -> None:
    reason = refused.reason[:300]
    if refused.final or claim.attempt >= ATTEMPTS:
        _write(claim, state=DeliveryState.FAILED, reason=reason)
    else:
        _write(claim, next_at=at + pause_after(claim.attempt), reason=reason)


def _go_on_later(unit_id: UUID | None, at: datetime) -> None:
    """Come back when the next delivery that waits is due."""
    with open_city():
        waiting = Delivery.objects.filter(unit_id=unit_id, state=DeliveryState.WAITING)
        due = waiting.aggregate(due=Min("next_at"))["due"]
        if due is not None:
            enqueue_sending(unit_id, run_at=max(due, at))
