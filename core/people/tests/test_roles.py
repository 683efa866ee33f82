"""Roles: what they allow, who holds them, and the administrator nobody can be without."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections
from django.utils import timezone

from core.context import open_city, open_unit
from core.contracts.people import Permission
from core.errors import NotFound
from core.identity.models import Account, Post
from core.people import permissions
from core.people.entry import person_in_unit
from core.people.errors import LastAdministrator, RoleInUse, RoleUnknown, TitleTaken
from core.people.models import Role, RoleGrant
from core.people.public import members_with
from core.people.selectors import member_of
from core.people.services.leaving import close_member
from core.people.services.roles import (
    change_role,
    define_role,
    drop_role,
    grant_role,
    grant_roles,
    set_roles,
)


@pytest.fixture
def a_module(monkeypatch):
    """A module that declares two permissions, one of them for clerks."""
    declared = {
        "tea": (
            Permission.of("tea.drink", "喝茶", ("clerk", "staff")),
            Permission.of("tea.order", "订茶"),
        )
    }
    monkeypatch.setattr(permissions, "_declared", declared)


def now(unit, person):
    """The person as the next request would know them."""
    with open_city():
        account = Account.objects.get(pk=person.account_id)
    with open_unit(unit):
        return person_in_unit(account, unit)


def test_the_administrator_role_itself_opens_no_business(a_module, parks):
    held = permissions.held_by("unit_admin", {"tea"})

    assert "people.manage" in held
    assert not any(code.startswith("tea.") for code in held)


def test_a_modules_permission_counts_only_where_the_module_is_active(a_module, parks, bob):
    with_tea = replace(parks, modules=frozenset({"tea"}))

    assert "tea.drink" not in now(parks, bob).permissions
    assert "tea.drink" in now(with_tea, bob).permissions


def test_a_role_of_the_units_own_adds_what_it_names(a_module, parks, alice, bob):
    with_tea = replace(parks, modules=frozenset({"tea"}))
    by = replace(alice, unit=with_tea)
    with open_unit(with_tea):
        role = define_role(title="茶水", permissions=["tea.order"], by=by, at=timezone.now())
        member = member_of(bob.member_id)
        grant_role(member=member, role=str(role.pk), by=by, at=timezone.now())

    assert "tea.order" in now(with_tea, bob).permissions
    assert "tea.order" not in now(parks, bob).permissions


def test_a_role_cannot_hold_what_the_unit_does_not_have(a_module, parks, alice):
    with open_unit(parks):
        role = define_role(
            title="茶水",
            permissions=["tea.order", "city.units", "people.view"],
            by=alice,
            at=timezone.now(),
        )

    assert role.permissions == ["people.view"]


def test_a_role_of_the_units_own_makes_nobody_an_administrator(parks, alice, bob):
    """The log-in asks administrators for a second factor, and knows them by the built-in role."""
    codes = ["people.manage", "modules.manage", "unit.manage", "people.view"]
    with open_unit(parks):
        role = define_role(title="代管", permissions=codes, by=alice, at=timezone.now())
        Role.objects.filter(pk=role.pk).update(permissions=codes)
        grant_role(member=member_of(bob.member_id), role=str(role.pk), by=alice, at=timezone.now())

        assert [line.name for line in members_with("people.manage")] == ["Alice"]

    assert role.permissions == ["people.view"]
    assert not now(parks, bob).permissions & {"people.manage", "modules.manage", "unit.manage"}


def test_a_changed_role_counts_at_once_for_whoever_holds_it(parks, alice, bob):
    with open_unit(parks):
        role = define_role(title="值班", permissions=[], by=alice, at=timezone.now())
        grant_role(member=member_of(bob.member_id), role=str(role.pk), by=alice, at=timezone.now())
        change_role(
            role_id=role.pk,
            title="值班",
            permissions=["fees.view"],
            by=alice,
            at=timezone.now(),
        )

    assert "fees.view" in now(parks, bob).permissions


def test_a_role_that_somebody_holds_is_not_dropped(parks, alice, bob):
    with open_unit(parks):
        role = define_role(title="值班", permissions=[], by=alice, at=timezone.now())
        member = member_of(bob.member_id)
        grant_role(member=member, role=str(role.pk), by=alice, at=timezone.now())

        with pytest.raises(RoleInUse, match="1人"):
            drop_role(role_id=role.pk, by=alice, at=timezone.now())
        set_roles(member=member, roles=[], by=alice, at=timezone.now())
        drop_role(role_id=role.pk, by=alice, at=timezone.now())
        with pytest.raises(NotFound):
            drop_role(role_id=role.pk, by=alice, at=timezone.now())


@pytest.mark.parametrize("title", ["文书", "值班", "  值班  ", ""])
def test_two_roles_of_one_name_are_refused(parks, alice, title):
    with open_unit(parks):
        define_role(title="值班", permissions=[], by=alice, at=timezone.now())

        with pytest.raises(TitleTaken):
            define_role(title=title, permissions=[], by=alice, at=timezone.now())


@pytest.mark.parametrize("role", ["emperor", "", "unit_admin'; --"])
def test_an_unknown_role_is_refused(parks, alice, bob, role):
    with open_unit(parks), pytest.raises(RoleUnknown):
        grant_role(member=member_of(bob.member_id), role=role, by=alice, at=timezone.now())


def test_granting_a_role_twice_changes_nothing(parks, alice, bob):
    with open_unit(parks):
        for _ in range(2):
            grant_role(member=member_of(bob.member_id), role="clerk", by=alice, at=timezone.now())

        assert RoleGrant.objects.filter(member=bob.member_id, role="clerk").count() == 1


def demote(person):
    set_roles(member=member_of(person.member_id), roles=["head"], by=person, at=timezone.now())


def close(person):
    close_member(member_id=person.member_id, by=person, at=timezone.now())


@pytest.mark.parametrize("act", [demote, close])
def test_the_last_administrator_stays(parks, alice, act):
    with open_unit(parks), pytest.raises(LastAdministrator, match="Alice"):
        act(alice)


def test_two_administrators_cannot_demote_each_other_at_the_same_moment(parks, alice, bob):
    with open_unit(parks):
        grant_roles(grants=[(bob.member_id, "unit_admin")])

    def demote_other(pair):
        by, other = pair
        try:
            with open_unit(parks):
                set_roles(member=member_of(other.member_id), roles=[], by=by, at=timezone.now())
        except LastAdministrator:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(demote_other, [(alice, bob), (bob, alice)])) == [False, True]
    with open_city():
        assert Post.objects.filter(unit_id=parks.id, administers=True).count() == 1


def test_a_closed_member_is_no_longer_among_those_who_may(parks, alice, bob):
    with open_unit(parks):
        grant_role(member=member_of(bob.member_id), role="head", by=alice, at=timezone.now())
        assert [line.name for line in members_with("fees.view")] == ["Alice", "Bob"]

        close_member(member_id=bob.member_id, by=alice, at=timezone.now())

        assert [line.name for line in members_with("fees.view")] == ["Alice"]
        assert members_with("no.such_permission") == []
