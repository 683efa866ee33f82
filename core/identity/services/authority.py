"""Roles over units, and the second person that an administrator of a unit needs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.contracts.people import Person
from core.errors import NotFound
from core.identity.areas import refuse_unless_served
from core.identity.city_roles import APART, CityRole
from core.identity.errors import AlreadyDecided, RoleTaken, SecondPersonNeeded, WorksInUnit
from core.identity.models import (
    Account,
    AdministratorRequest,
    CityRoleAssignment,
    Post,
    RequestState,
    SecurityEvent,
)
from core.identity.services.accounts import end_sessions
from core.identity.services.events import tell
from core.jobs.public import enqueue


@transaction.atomic
def assign_city_role(
    *,
    account: Account,
    role: CityRole,
    at: datetime,
    area_id: UUID | None = None,
    by: Person | None = None,
) -> CityRoleAssignment:
    """Give the account its role over the city, or over the county of the unit ``area_id``.

    Its sessions end: the next log-in is with the new role. Raises ``RoleTaken`` if it holds
    another one, ``WorksInUnit`` if one of the three administrators still has a post.
    """
    if role in APART and Post.objects.counting().filter(account=account).exists():
        raise WorksInUnit(name=account.name)
    held, made = CityRoleAssignment.objects.get_or_create(
        account=account, defaults={"role": role, "area_id": area_id, "granted_at": at}
    )
    if (held.role, held.area_id) != (role, area_id):
        raise RoleTaken(role=CityRole(held.role).label)
    if made:
        end_sessions(account_id=account.pk)
        tell(SecurityEvent.Kind.ROLE_GIVEN, account=account, unit_id=area_id, by=by, at=at)
    return held


@transaction.atomic
def take_city_role(*, account: Account, at: datetime, by: Person | None = None) -> None:
    """Take the role back; the account's sessions end with it."""
    held = CityRoleAssignment.objects.filter(account=account).first()
    if held is None:
        return
    held.delete()
    end_sessions(account_id=account.pk)
    tell(SecurityEvent.Kind.ROLE_TAKEN, account=account, unit_id=held.area_id, by=by, at=at)


@transaction.atomic
def decide_administrator(
    *, request_id: UUID, approve: bool, by: Person, at: datetime
) -> AdministratorRequest:
    """Let, or do not let, somebody administer a unit; by a second person who serves it.

    The unit's own transaction grants the role once this one stands (the job
    ``people.apply_decision``). Raises ``NotFound`` outside the area served,
    ``SecondPersonNeeded`` for whoever asked, ``AlreadyDecided``.
    """
    asked = _open_request(request_id, by)
    if by.account_id in {asked.asked_by, asked.account_id}:
        raise SecondPersonNeeded
    asked.state = RequestState.APPROVED if approve else RequestState.REFUSED
    asked.decided_by, asked.decided_name, asked.decided_at = by.account_id, by.name, at
    asked.save(update_fields=["state", "decided_by", "decided_name", "decided_at"])
    if approve:
        posts = Post.objects.standing().filter(account=asked.account_id, unit=asked.unit_id)
        posts.update(administers=True)
        end_sessions(account_id=asked.account_id)
    kinds = SecurityEvent.Kind
    tell(
        kinds.ADMIN_APPROVED if approve else kinds.ADMIN_REFUSED,
        account=Account.objects.get(pk=asked.account_id),
        unit_id=asked.unit_id,
        by=by,
        at=at,
    )
    enqueue("people.apply_decision", unit=asked.unit.ref(), request_id=asked.pk)
    return asked


def _open_request(request_id: UUID, by: Person) -> AdministratorRequest:
    rows = AdministratorRequest.objects.select_for_update(of=("self",)).select_related("unit")
    asked = rows.filter(pk=request_id).first()
    if asked is None:
        raise NotFound
    refuse_unless_served(asked.unit_id, by=by)
    if asked.state != RequestState.PENDING:
        raise AlreadyDecided(name=asked.decided_name)
    return asked
