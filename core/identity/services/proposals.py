"""Posts that another unit proposes: the home unit's word, and their end without one.

The person takes a post up with the slip of the proposing unit (``activation``); or the home
unit says for its own person that the post may count. The proposing unit sees only whether it
counts, never why not, nor whether there was an account.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.errors import NotFound
from core.identity.city_roles import APART
from core.identity.errors import WorksInUnit
from core.identity.models import Post, PostState
from core.identity.selectors import city_role_of, proposals_about
from core.identity.services.activation import LIFETIME
from core.jobs.public import enqueue
from core.units.kinds import State
from core.units.models import Unit


@transaction.atomic
def answer_for_home_unit(*, post_id: UUID, home_unit_id: UUID, accept: bool, at: datetime) -> Post:
    """Let a post that another unit proposed for one of our people count, or end it.

    Raises ``NotFound`` for every post that is not such a proposal, ``WorksInUnit`` for a
    system, security or audit administrator.
    """
    rows = proposals_about(home_unit_id).select_for_update(of=("self",))
    post = rows.filter(pk=post_id).first()
    if post is None:
        raise NotFound
    if accept and city_role_of(post.account) in APART:
        raise WorksInUnit(name=post.account.name)
    if accept:
        post.state = PostState.ACCEPTED
    else:
        post.ended_on = timezone.localdate(at)
    post.save(update_fields=["state", "ended_on"])
    return post


def tell_home_units(*, post_ids: Iterable[UUID]) -> None:
    """Put new proposals before the home units of their people, where there are such."""
    rows = Post.objects.standing().filter(pk__in=post_ids, state=PostState.PROPOSED)
    rows = rows.exclude(account__home_unit=F("unit")).exclude(account__home_unit=None)
    by_home: dict[UUID, list[Post]] = defaultdict(list)
    for post in rows.select_related("account", "unit"):
        if post.account.home_unit_id:
            by_home[post.account.home_unit_id].append(post)
    homes = Unit.objects.filter(pk__in=by_home, state=State.ACTIVE)
    for home in homes:
        for post in by_home[home.pk]:
            enqueue(
                "people.proposal_arrived",
                unit=home.ref(),
                post_id=post.pk,
                person=post.account.name,
                unit_name=post.unit.short_name,
            )


def end_lapsed_proposals(*, at: datetime) -> int:
    """End proposals that nobody took up while their slip was good; how many there were."""
    last_good = timezone.localdate(at - LIFETIME)
    lapsed = Post.objects.standing().filter(state=PostState.PROPOSED, started_on__lt=last_good)
    return lapsed.update(ended_on=timezone.localdate(at))


def propose_again(*, unit_id: UUID, member_id: UUID, at: datetime) -> None:
    """A proposal that lapsed stands again; nothing else is touched."""
    day = timezone.localdate(at)
    lapsed = Post.objects.filter(unit_id=unit_id, member_id=member_id, state=PostState.PROPOSED)
    lapsed.filter(ended_on__isnull=False).update(started_on=day, ended_on=None)
