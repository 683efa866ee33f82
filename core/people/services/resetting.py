"""Starting a password reset, and answering for one's own people: two scopes, the unit's first.

What is written in the city is written by the city's own services; the unit keeps the line of
its trail. A crash between the two leaves the line and no effect: the act is simply repeated.
"""

from datetime import datetime
from uuid import UUID

from core.audit.public import record
from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.identity.models import Post
from core.identity.services.proposals import answer_for_home_unit
from core.identity.services.resets import first_half, start_reset
from core.inbox.public import settle
from core.people.selectors import member_of


def start_reset_for(*, unit: UnitRef, member_id: UUID, by: Person, at: datetime) -> str:
    """Start a reset for one of the home unit's people; the half of the code to be told, or ''.

    Raises ``NotFound`` for whoever is not here, or has another home unit.
    """
    with open_unit(unit):
        member = member_of(member_id)
        record("people.reset_started", by=by, at=at, subject=member.name)
    with open_city():
        reset = start_reset(account_id=member.account_id, unit_id=unit.id, by=by, at=at)
    return first_half(reset)


def answer_proposal(
    *, unit: UnitRef, post_id: UUID, accept: bool, by: Person, at: datetime
) -> Post:
    """Let a post that another unit proposes for one of our people count, or end it."""
    with open_city():
        post = answer_for_home_unit(post_id=post_id, home_unit_id=unit.id, accept=accept, at=at)
        name, other = post.account.name, post.unit.name
    with open_unit(unit):
        action = "people.post_accepted" if accept else "people.post_declined"
        record(action, by=by, at=at, subject=name, unit=other)
        settle(module="people", reference=f"post:{post_id}", by=by.account_id, at=at)
    return post
