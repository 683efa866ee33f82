"""Which units an administrator of the city or of a county serves; in the city's transaction."""

from uuid import UUID

from django.db.models import Q, QuerySet

from core.contracts.people import Person
from core.errors import NotFound
from core.identity.log_in_names import one_name
from core.identity.models import Account, AdministratorRequest, SecurityEvent
from core.units.models import Unit
from core.units.selectors.units import units_of_area


def units_served(by: Person) -> QuerySet[Unit]:
    """All units for the city's administrators, those of the own county for a county's."""
    return Unit.objects.all() if by.area_id is None else units_of_area(by.area_id)


def refuse_unless_served(unit_id: UUID | None, *, by: Person) -> None:
    """Refuse with ``NotFound`` what belongs to a unit that ``by`` does not serve.

    What belongs to no unit is the city's.
    """
    if by.area_id is None:
        return
    if unit_id is None or not units_served(by).filter(pk=unit_id).exists():
        raise NotFound


def requests_before(by: Person, *, state: str) -> QuerySet[AdministratorRequest]:
    """The requests of the units served, in one state."""
    rows = AdministratorRequest.objects.filter(state=state).select_related("unit")
    return rows if by.area_id is None else rows.filter(unit__in=units_served(by))


def events_seen_by(by: Person) -> QuerySet[SecurityEvent]:
    """What was done with accounts of the units served; of no unit, for the city alone."""
    rows = SecurityEvent.objects.select_related("unit")
    return rows if by.area_id is None else rows.filter(unit__in=units_served(by))


def accounts_served(by: Person, text: str) -> QuerySet[Account]:
    """Accounts whose home unit is served, found by whole number or by name; never a list of all.

    People of the city office without a home unit are the city's.
    """
    wanted = one_name(text)
    if not wanted:
        return Account.objects.none()
    rows = Account.objects.filter(
        Q(mobile=wanted) | Q(staff_number=wanted) | Q(name=text.strip())
    ).select_related("home_unit")
    return rows if by.area_id is None else rows.filter(home_unit__in=units_served(by))


def account_served(account_id: UUID, *, by: Person) -> Account:
    """One account of a unit served; raises ``NotFound`` for every other."""
    account = Account.objects.select_related("home_unit").filter(pk=account_id).first()
    if account is None:
        raise NotFound
    refuse_unless_served(account.home_unit_id, by=by)
    return account
