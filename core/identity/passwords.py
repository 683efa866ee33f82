"""What a password must be, and checking one without telling whether the account exists."""

from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.identity.errors import WeakPassword
from core.identity.models import Account

SHORTEST = 10
LONGEST = 128
CLASSES_NEEDED = 3


def refuse_weak_password(password: str, *, account: Account) -> None:
    """Refuse a new password that breaks a rule; ``WeakPassword`` names every broken one."""
    reasons = [str(text) for text, broken in _rules(password, account) if broken]
    if reasons:
        raise WeakPassword(reasons="；".join(reasons), fields={"password": reasons})


def password_fits(password: str, *, account: Account | None) -> bool:
    """Whether ``password`` opens ``account``; takes as long when there is no such account.

    Exactly one hash is computed in every case, so the answer's time tells nothing.
    """
    if account is None or not account.has_usable_password():
        check_password(password, _nobodys_hash())
        return False
    return account.check_password(password) and account.is_active


def _rules(password: str, account: Account) -> list[tuple[str | Promise, bool]]:
    lowered = password.lower()
    known = [account.mobile, account.staff_number, *account.name_key.split()[:1]]
    return [
        (_("至少10个字符"), len(password) < SHORTEST),
        (_("最多128个字符"), len(password) > LONGEST),
        (_("大写字母、小写字母、数字、符号至少含三种"), _classes(password) < CLASSES_NEEDED),
        (_("不能是常见口令"), lowered in _common()),
        (_("不能含姓名拼音、手机号或工号"), _contains_any(lowered, known)),
    ]


def _classes(password: str) -> int:
    """How many of the four kinds of character are used; Chinese counts among the symbols."""
    letters = [char for char in password if char.isascii() and char.isalpha()]
    kinds = (
        any(char.isupper() for char in letters),
        any(char.islower() for char in letters),
        any(char.isdigit() for char in password),
        any(not (char.isascii() and char.isalnum()) for char in password),
    )
    return sum(kinds)


def _contains_any(lowered: str, texts: list[str | None]) -> bool:
    # Two letters of a short name stand in many good passwords by chance.
    return any(len(text) > 3 and text.lower() in lowered for text in texts if text)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


@cache
def _nobodys_hash() -> str:
    return make_password("nobody's")
