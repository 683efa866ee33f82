"""The people of the demonstration: accounts, posts and roles in every unit."""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.context import open_city
from core.contracts.people import Person
from core.identity.city_roles import CityRole
from core.identity.models import Account, Post, PostState
from core.identity.services.accounts import (
    new_account,
    set_second_factor,
)
from core.identity.services.activation import activate_accounts
from core.identity.services.authority import assign_city_role
from core.people.errors import AlreadyMember
from core.people.roles import HEAD, UNIT_ADMIN
from core.people.services.joining import NewMember, add_members
from core.units.models import Unit
from installer.demo.names import MARK, MadeUp, people_of

#: The city office's own accounts: mobile and city role.
OPERATORS = (
    ("10099999001", "平台管理员" + MARK, CityRole.OPERATOR),
    ("10099999002", "系统管理员" + MARK, CityRole.SYSTEM),
    ("10099999003", "安全管理员" + MARK, CityRole.SECURITY),
    ("10099999004", "审计管理员" + MARK, CityRole.AUDIT),
)


#: The roles whose permissions ask for one: administration and signing.
_NEED_SECOND_FACTOR = {UNIT_ADMIN, HEAD}


def totp_secret(mobile: str) -> bytes:
    """The second factor of a demonstration account: derived, so that it can be shown again."""
    key = f"demo totp {mobile}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), key, hashlib.sha1).digest()


def shown_secret(mobile: str) -> str:
    """The secret as an authenticator app takes it."""
    return b32encode(totp_secret(mobile)).decode().rstrip("=")


@cache
def _encoded(password: str) -> str:
    return make_password(password)


def add_operators(password: str) -> None:
    """The accounts of the city's console."""
    at = timezone.now()
    with open_city():
        for mobile, name, role in OPERATORS:
            if Account.objects.filter(mobile=mobile).exists():
                continue
            account = new_account(name=name, mobile=mobile, home_unit_id=None)
            account.password = _encoded(password)
            account.save()
            set_second_factor(account=account, secret=totp_secret(mobile))
            assign_city_role(account=account, role=role, at=at)


def add_people(password: str, by: Person, progress: Callable[[int, int], None]) -> None:
    """Fill every unit that has nobody yet."""
    settled = Post.objects.filter(unit=OuterRef("pk"), state=PostState.ACCEPTED)
    with open_city():
        units = list(Unit.objects.filter(~Exists(settled), state="active").order_by("position"))
    for done, unit in enumerate(units, start=1):
        _fill(unit, people_of(unit.position, unit.kind), password, by)
        progress(done, len(units))


def _fill(unit: Unit, people: list[MadeUp], password: str, by: Person) -> None:
    at = timezone.now()
    newcomers = [
        NewMember(one.name, mobile=one.mobile, title=one.title, roles=one.roles, rank_order=rank)
        for rank, one in enumerate(people, start=1)
    ]
    # Killed between the two, the people are there and only cannot log in yet.
    with suppress(AlreadyMember):
        add_members(unit=unit.ref(), newcomers=newcomers, by=by, at=at, approved=True)
    with open_city():
        ids = list(Post.objects.filter(unit=unit).values_list("account", flat=True))
        activate_accounts(account_ids=ids, encoded_password=_encoded(password), at=at)
        bound = [one.mobile for one in people if _NEED_SECOND_FACTOR & set(one.roles)]
        for account in Account.objects.filter(pk__in=ids, sealed_totp="", mobile__in=bound):
            set_second_factor(account=account, secret=totp_secret(account.mobile or ""))
