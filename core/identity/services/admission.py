"""Bringing people to a unit: account, proposed post and activation code, in sets.

Whether somebody already had an account is not to be seen from outside: the unit gets the
same answer, a code to hand over, in both cases. Somebody new chooses a password with it;
somebody known logs in and confirms the post.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from core.identity.errors import NumberMissing, NumberTwice
from core.identity.models import Account, Post, PostState
from core.identity.services.accounts import new_account
from core.identity.services.activation import issue_codes
from core.jobs.public import enqueue


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody a unit wants among its people. At least one of the two numbers is given."""

    name: str
    mobile: str = ""
    staff_number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """What the unit needs: who it will be, and the code to hand over (shown only here)."""

    account_id: UUID
    member_id: UUID
    code: str


def admit(*, newcomers: Sequence[Newcomer], unit_id: UUID, at: datetime) -> list[Admission]:
    """Make what is missing of account and post for each newcomer, and a fresh code for each.

    Repeating it is safe: accounts and posts are found again, with the same member ids, and
    only the last code of a person counts. Raises ``NumberUnusable``, ``NumberMissing`` or
    ``NumberTwice``; then nothing is made.
    """
    wanted = [
        new_account(
            name=each.name,
            mobile=each.mobile,
            staff_number=each.staff_number,
            home_unit_id=unit_id,
        )
        for each in newcomers
    ]
    accounts = _accounts_of(wanted)
    posts = _posts_of(accounts, newcomers, unit_id, at)
    codes = issue_codes(accounts=accounts, unit_id=unit_id, at=at)
    enqueue("identity.tell_home_units", post_ids=[str(post.pk) for post in posts.values()])
    return [
        Admission(account.pk, posts[account.pk].member_id, code)
        for account, code in zip(accounts, codes, strict=True)
    ]


def _accounts_of(wanted: list[Account]) -> list[Account]:
    """The stored accounts, in the same order: found by mobile, else by staff number, else made."""
    _refuse_unusable(wanted)
    # All are offered and those who are there already are dropped by their numbers: the same
    # statements run whoever is known, so neither the answer nor its time tells. Another unit
    # may bring the same person at this moment; reading finds whoever was first.
    Account.objects.bulk_create(wanted, ignore_conflicts=True)
    known = _Known(wanted)
    found = [known.match(each) or each for each in wanted]
    _refuse_one_person_twice(found)
    return found


class _Known:
    """The stored accounts that share a number with the wanted ones."""

    def __init__(self, wanted: list[Account]) -> None:
        rows = Account.objects.filter(
            Q(mobile__in=[each.mobile for each in wanted if each.mobile])
            | Q(staff_number__in=[each.staff_number for each in wanted if each.staff_number])
        )
        self._by_mobile = {row.mobile: row for row in rows if row.mobile}
        self._by_number = {row.staff_number: row for row in rows if row.staff_number}

    def match(self, wanted: Account) -> Account | None:
        """The stored account that ``wanted`` means."""
        by_mobile = self._by_mobile.get(wanted.mobile) if wanted.mobile else None
        return by_mobile or self._by_number.get(wanted.staff_number or "")


def _refuse_unusable(wanted: list[Account]) -> None:
    for each in wanted:
        if not (each.mobile or each.staff_number):
            raise NumberMissing(name=each.name)
    for numbers in ([each.mobile for each in wanted], [each.staff_number for each in wanted]):
        twice = [number for number, times in Counter(numbers).items() if number and times > 1]
        if twice:
            raise NumberTwice(value=twice[0])


def _refuse_one_person_twice(accounts: list[Account]) -> None:
    """One line may name somebody's mobile and another the same person's staff number."""
    for account, times in Counter(accounts).items():
        if times > 1:
            raise NumberTwice(value=account.staff_number or account.mobile)


def _posts_of(
    accounts: list[Account], newcomers: Sequence[Newcomer], unit_id: UUID, at: datetime
) -> dict[UUID, Post]:
    """The post of each account in the unit; one that had ended is proposed anew.

    None is marked as the main one before it is taken up: the unit reads its own rows, and the
    mark would tell who was new.
    """
    day = timezone.localdate(at)
    rows = Post.objects.filter(unit_id=unit_id, account__in=accounts)
    rows.filter(ended_on__isnull=False).update(
        state=PostState.PROPOSED, started_on=day, ended_on=None, administers=False
    )
    Post.objects.bulk_create(
        [
            Post(
                account=account,
                unit_id=unit_id,
                title=newcomer.title,
                started_on=day,
            )
            for account, newcomer in zip(accounts, newcomers, strict=True)
        ],
        ignore_conflicts=True,
    )
    return {post.account_id: post for post in rows.all()}
