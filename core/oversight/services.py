"""Granting and ending the right to look at units below; in the city's transaction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.areas import units_served
from core.identity.log_in_names import one_name
from core.identity.models import Account
from core.oversight.errors import BranchUnknown, DaysUnfit, NobodyByNumber, SeenAlready
from core.oversight.models import OversightGrant, What
from core.units.kinds import State
from core.units.models import Unit

#: Longer than a term of office's year nobody sees without being asked again.
LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to see what of which branch, from which to which day, and why."""

    number: str
    root_code: str
    what: What
    first_day: date
    last_day: date
    reason: str


def grant_oversight(*, wish: Wish, by: Person, at: datetime) -> OversightGrant:
    """Let somebody see something of a unit and all below it, on those days.

    Raises ``NobodyByNumber``, ``BranchUnknown``, ``DaysUnfit`` or ``SeenAlready``.
    """
    today = timezone.localdate(at)
    days = wish.last_day - wish.first_day
    if not timedelta(0) <= days < LONGEST or wish.last_day < today:
        raise DaysUnfit(limit=LONGEST.days)
    account, root = _account(wish.number), _root(wish.root_code, by)
    ended_on = wish.last_day + timedelta(days=1)
    same = OversightGrant.objects.filter(account=account, root=root, what=wish.what)
    if same.filter(started_on__lt=ended_on, ended_on__gt=wish.first_day).exists():
        raise SeenAlready
    facts = {"unit": root.code, "what": wish.what, "last_day": wish.last_day.isoformat()}
    record("oversight.granted", by=by, at=at, subject=account.name, reason=wish.reason, **facts)
    return OversightGrant.objects.create(
        account=account,
        root=root,
        what=wish.what,
        started_on=wish.first_day,
        ended_on=ended_on,
        reason=wish.reason.strip(),
        granted_by=by.name,
        granted_at=at,
    )


def end_oversight(*, grant_id: UUID, by: Person, at: datetime) -> None:
    """End a grant today: from now on nothing is seen by it. Raises ``NotFound``."""
    today = timezone.localdate(at)
    rows = OversightGrant.objects.filter(root__in=units_served(by)).select_for_update(of=("self",))
    grant = rows.filter(pk=grant_id).first()
    if grant is None or grant.ended_on <= today:
        raise NotFound
    grant.started_on, grant.ended_on = min(grant.started_on, today), today
    grant.ended_by = by.name
    record("oversight.ended", by=by, at=at, subject=grant.account.name, what=grant.what)
    grant.save(update_fields=["started_on", "ended_on", "ended_by"])


def _account(number: str) -> Account:
    # The row's lock lets two grants of the same thing to one person queue.
    name = one_name(number)
    rows = Account.objects.select_for_update().filter(is_active=True)
    account = rows.filter(Q(mobile=name) | Q(staff_number=name)).first()
    if account is None:
        raise NobodyByNumber(number=number)
    return account


def _root(code: str, by: Person) -> Unit:
    """The unit with this code, among those that the administrator serves."""
    unit = units_served(by).filter(code=code.strip()).exclude(state=State.CLOSED).first()
    if unit is None:
        raise BranchUnknown(code=code)
    return unit
