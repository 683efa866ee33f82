"""The people of the cast, and browsers that are logged in as one of them."""

from dataclasses import replace
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.identity.city_roles import CityRole
from core.identity.models import Account
from core.identity.services.accounts import new_account, set_second_factor
from core.identity.services.activation import activate_accounts
from core.identity.services.authority import assign_city_role
from core.identity.sessions import SessionStore
from core.people.entry import person_in_unit
from core.people.services.joining import NewMember, add_members

#: Everyone's password in tests.
PASSWORD = "Parks-and-Taxes-9"
#: Everyone's second factor in tests.
TOTP_SECRET = b"parks and taxes 20by"

_OPERATOR = Person(account_id=Account().pk, name="测试")


def hire(unit: UnitRef, *newcomers: NewMember) -> None:
    """Bring people into ``unit`` with accounts that can log in."""
    added = add_members(
        unit=unit, newcomers=newcomers, by=_OPERATOR, at=timezone.now(), approved=True
    )
    ids = [one.account_id for one in added]
    with open_city():
        activate_accounts(account_ids=ids, encoded_password=_encoded(), at=timezone.now())
        for account in Account.objects.filter(pk__in=ids):
            set_second_factor(account=account, secret=TOTP_SECRET)


def person_named(name: str, unit: UnitRef) -> Person:
    """Somebody of ``unit`` as a request would know them, with the unit's modules of now."""
    with open_city():
        account = Account.objects.select_related("city_role").get(name=name)
    with open_unit(unit):
        return person_in_unit(account=account, unit=unit)


def make_operator(name: str, mobile: str = "13900009999") -> Account:
    """An account of the city office that may do everything in the city's console."""
    with open_city():
        account = new_account(name=name, mobile=mobile, home_unit_id=None)
        account.password = _encoded()
        account.save()
        set_second_factor(account=account, secret=TOTP_SECRET)
        assign_city_role(account=account, role=CityRole.OPERATOR, at=timezone.now())
        return account


def browser_of(person: Person | Account) -> Client:
    """A browser in which ``person`` is logged in; inside a unit its paths start with the unit.

    >>> browser_of(alice).get("/u/parks/m/bulletin/")
    """
    account_id = person.account_id if isinstance(person, Person) else person.pk
    with open_city():
        account = Account.objects.get(pk=account_id)
        session = SessionStore()
        session.start(account=account, at=timezone.now(), address="127.0.0.1", device="test")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


@cache
def _encoded() -> str:
    """Hashed once: argon2id is slow on purpose."""
    return make_password(PASSWORD)


def without(person: Person, *permissions: str) -> Person:
    """The same person, lacking some permissions."""
    return replace(person, permissions=person.permissions - set(permissions))
