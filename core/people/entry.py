"""Entering a unit: the account that is logged in becomes a person of that unit.

Belonging is decided in the shared index of posts; the member row is the unit's own side of
it and is written in the unit's own transaction. Whoever takes up a post by an activation
code has none yet, and a crash between the two transactions of ``add_members`` leaves none:
in both cases the first entry writes it, from what the index says.
"""

from datetime import datetime

from django.utils import timezone

from core.audit.public import record
from core.context import UnitRef
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.models import Account, Post
from core.people.models import Job, Member, RoleGrant
from core.people.roles import UNIT_ADMIN
from core.people.selectors import member_of_account, person_of


def person_in_unit(account: Account, unit: UnitRef, *, at: datetime | None = None) -> Person:
    """Who ``account`` is in ``unit``, whose transaction is open, and what it may do there.

    ``core.identity.middleware`` has seen that the post stands. Raises ``NotFound`` for
    whoever has none here, or has left.
    """
    at = at or timezone.now()
    on = timezone.localdate(at)
    found = member_of_account(account.pk, on=on)
    if found is None:
        _write_member(account, unit, at)
        found = member_of_account(account.pk, on=on)
    if found is None:
        raise NotFound
    member, roles = found
    return person_of(member, roles, unit)


def _write_member(account: Account, unit: UnitRef, at: datetime) -> None:
    """The member row of a post that has none; nothing if there is no such post."""
    post = Post.objects.counting().filter(account_id=account.pk, unit_id=unit.id).first()
    if post is None:
        return
    made = Member(
        id=post.member_id,
        account_id=account.pk,
        name=account.name,
        name_key=account.name_key,
        mobile=account.mobile or "",
        title=post.title,
        started_on=post.started_on,
    )
    # Two first requests of one person may come at once: the second one's row is dropped.
    Member.objects.bulk_create([made], ignore_conflicts=True)
    job = Job(member=made, title=post.title, is_main=True, started_on=post.started_on)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    if post.administers:
        grant = RoleGrant(member_id=post.member_id, role=UNIT_ADMIN)
        RoleGrant.objects.bulk_create([grant], ignore_conflicts=True)
    by = Person(account.pk, account.name, post.title, post.member_id, unit)
    record("people.entered", by=by, at=at, subject=account.name)
