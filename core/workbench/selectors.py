"""Who arranges whose matters."""

from uuid import UUID

from django.db.models import QuerySet

from core.errors import NotFound
from core.people.models import Member, MemberState
from core.workbench.models import Secretary


def standing() -> QuerySet[Secretary]:
    """The appointments that count now, by the leaders' order of office."""
    both = Secretary.objects.filter(ended_at=None).select_related("leader", "secretary")
    return both.order_by("leader__rank_order", "leader_id", "started_at")


def leaders_of(member_id: UUID) -> list[Member]:
    """Whose matters the member arranges; a leader who has left is not among them."""
    own = standing().filter(secretary_id=member_id, leader__state=MemberState.ACTIVE)
    return [each.leader for each in own]


def leader_of(leader_id: UUID, *, secretary_id: UUID) -> Member:
    """The leader whose matters the member arranges; raises ``NotFound`` for any other."""
    for leader in leaders_of(secretary_id):
        if leader.pk == leader_id:
            return leader
    raise NotFound
