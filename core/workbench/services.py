"""秘书预排: appointing who arranges, ending it, arranging."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.audit.public import record
from core.contracts.people import Person
from core.errors import NotFound
from core.inbox.placing import place_items
from core.people.models import Member, MemberState
from core.workbench.errors import AlreadySecretary, SecretaryUnfit
from core.workbench.models import Secretary
from core.workbench.selectors import leader_of, standing


def appoint_secretary(
    *, leader_id: UUID, secretary_id: UUID, by: Person, at: datetime
) -> Secretary:
    """From now on ``secretary_id`` arranges what waits for ``leader_id``.

    Raises ``SecretaryUnfit`` for people who have left or are one, ``AlreadySecretary``.
    """
    people = Member.objects.filter(pk__in=[leader_id, secretary_id], state=MemberState.ACTIVE)
    found = {member.pk: member for member in people}
    if len(found) != 2:
        raise SecretaryUnfit
    leader, secretary = found[leader_id], found[secretary_id]
    if standing().filter(leader=leader, secretary=secretary).exists():
        raise AlreadySecretary(leader=leader.name, secretary=secretary.name)
    made = Secretary.objects.create(leader=leader, secretary=secretary, started_at=at)
    record("workbench.appointed", by=by, at=at, subject=leader.name, secretary=secretary.name)
    return made


def end_secretary(*, appointment_id: UUID, by: Person, at: datetime) -> Secretary:
    """From now on the secretary arranges no more; the order made so far stands.

    Raises ``NotFound`` for an appointment that does not stand.
    """
    found = standing().filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    Secretary.objects.filter(pk=found.pk).update(ended_at=at)
    record(
        "workbench.ended", by=by, at=at, subject=found.leader.name, secretary=found.secretary.name
    )
    return found


def arrange(*, leader_id: UUID, item_ids: Sequence[UUID], by: Person, at: datetime) -> int:
    """Put what waits for the leader into this order; who did it stands beside each line.

    Raises ``NotFound`` for whoever is not the leader's secretary today.
    """
    leader = leader_of(leader_id, secretary_id=by.member)
    placed = place_items(account_id=leader.account_id, item_ids=item_ids, by=by.name)
    record("workbench.arranged", by=by, at=at, subject=leader.name, items=placed)
    return placed
