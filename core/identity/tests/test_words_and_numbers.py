"""What people type: numbers to log in by, names to search by, passwords, sealed secrets."""

import pytest
from cryptography.exceptions import InvalidTag

from core.db.keys import new_id
from core.identity.errors import NumberUnusable, WeakPassword
from core.identity.log_in_names import clean_mobile, clean_staff_number
from core.identity.models import Account
from core.identity.passwords import refuse_weak_password
from core.identity.pinyin import name_key
from core.identity.sealing import seal, unseal

SOMEBODY = Account(
    name="张三", name_key="zhangsan zs", mobile="13900000001", staff_number="CD-0017"
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13900000001", "13900000001"),
        (" 139 0000 0001 ", "13900000001"),
        ("+86 139-0000-0001", "13900000001"),
        ("", None),
    ],
)
def test_a_mobile_is_kept_as_eleven_digits(typed, kept):
    assert clean_mobile(typed) == kept


@pytest.mark.parametrize(
    "typed", ["1390000000", "23900000001", "139000000011", "１３９００００００01"]
)
def test_what_cannot_be_a_mobile_is_refused(typed):
    with pytest.raises(NumberUnusable):
        clean_mobile(typed)


@pytest.mark.parametrize(("typed", "kept"), [("cd-0017", "CD-0017"), (" A12 ", "A12"), ("", None)])
def test_a_staff_number_is_kept_in_capitals(typed, kept):
    assert clean_staff_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["12", "13900000001", "139-0000-0001", "工号17", "A" * 21, "a b c"]
)
def test_a_staff_number_that_could_be_anything_else_is_refused(typed):
    with pytest.raises(NumberUnusable):
        clean_staff_number(typed)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张三", "zhangsan zs"),
        ("曾小明", "zengxiaoming zxm"),
        ("单雄", "shanxiong sx"),
        ("尉迟恭", "yuchigong ycg"),
        ("Alice", "alice a"),
    ],
)
def test_a_name_is_found_by_pinyin_and_initials(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize("password", ["Autumn-Rain-27", "秋雨绵绵Aa1秋雨绵", "abcDEF123456"])
def test_a_good_password_is_accepted(password):
    refuse_weak_password(password, account=SOMEBODY)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Ab1-5678", "至少10个字符"),
        ("abcdefgh12345", "至少含三种"),
        ("Password123", "常见口令"),
        ("Zhangsan-2026", "不能含姓名拼音"),
        ("Aa-13900000001", "手机号"),
        ("x" * 129 + "A1", "最多128个字符"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(password, reason):
    with pytest.raises(WeakPassword, match=reason):
        refuse_weak_password(password, account=SOMEBODY)


def test_every_broken_rule_is_named_at_once():
    with pytest.raises(WeakPassword) as refused:
        refuse_weak_password("zhangsan", account=SOMEBODY)

    assert len(refused.value.facts["fields"]["password"]) == 3


def test_a_sealed_secret_opens_only_for_its_own_row():
    mine, other = new_id(), new_id()
    sealed = seal(b"secret", bound_to=mine)

    assert unseal(sealed, bound_to=mine) == b"secret"
    assert b"secret" not in sealed.encode()
    with pytest.raises(InvalidTag):
        unseal(sealed, bound_to=other)


def test_a_sealed_secret_does_not_open_with_another_key(settings):
    row = new_id()
    sealed = seal(b"secret", bound_to=row)
    settings.SECRET_KEY = "another installation"

    with pytest.raises(InvalidTag):
        unseal(sealed, bound_to=row)
