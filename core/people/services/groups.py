"""Groups of people that somebody keeps for picking, and those whom one picked of late."""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from core.contracts.people import Person
from core.errors import NotFound
from core.people.errors import GroupTitleTaken
from core.people.models import PersonGroup
from core.people.picking import RECENT


def save_group(
    *, title: str, members: Sequence[UUID], by: Person, group_id: UUID | None = None
) -> PersonGroup:
    """Keep a group of one's own, or change it; raises ``GroupTitleTaken`` or ``NotFound``."""
    group = own_group(by=by, group_id=group_id) if group_id else PersonGroup(owner_id=by.member)
    group.title, group.members = title.strip(), list(dict.fromkeys(members))
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as taken:
        raise GroupTitleTaken(title=group.title) from taken
    return group


def drop_group(*, group_id: UUID, by: Person) -> None:
    """Delete a group of one's own; raises ``NotFound``."""
    own_group(by=by, group_id=group_id).delete()


def own_group(*, by: Person, group_id: UUID) -> PersonGroup:
    """One's own group; somebody else's is not there."""
    group = PersonGroup.objects.filter(pk=group_id, owner=by.member).exclude(title="").first()
    if group is None:
        raise NotFound
    return group


def remember_picked(*, members: Sequence[UUID], by: Person) -> None:
    """Let ``members`` stand first among those whom ``by`` picked of late.

    Services call it with whom a form named; pages of anybody else do not see it.
    """
    if by.member_id is None or not members:
        return
    recent, _made = PersonGroup.objects.get_or_create(owner_id=by.member_id, title="")
    latest = list(dict.fromkeys([*members, *recent.members]))[:RECENT]
    if latest != recent.members:
        recent.members = latest
        recent.save(update_fields=["members"])
