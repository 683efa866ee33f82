"""Who holds which role, and the roles a unit makes for itself."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from core.audit.public import record
from core.contracts.people import DataScope, Person
from core.errors import NotFound
from core.identity.models import Post
from core.people.errors import (
    AdministratorLimited,
    EndsBeforeStart,
    LastAdministrator,
    RoleInUse,
    RoleUnknown,
    TitleTaken,
)
from core.people.models import Member, MemberState, Role, RoleGrant
from core.people.models.dated import going_on
from core.people.permissions import granted
from core.people.roles import BUILT_IN, UNIT_ADMIN
from core.people.selectors import role_titles
from core.people.services.administrators import ask_for_administrators


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a role reaches, and its first and last day (None: without)."""

    scope: DataScope = DataScope.UNIT
    first_day: date | None = None
    last_day: date | None = None


def refuse_unknown_roles(codes: Collection[str]) -> None:
    """Refuse a code that is neither built in nor a role of this unit."""
    unknown = set(codes) - BUILT_IN.keys()
    if unknown:
        unknown -= role_titles().keys()
    if unknown:
        raise RoleUnknown(role=min(unknown))


def grant_roles(*, grants: Iterable[tuple[UUID, str]]) -> None:
    """Write down that members hold roles, in the whole unit and without an end.

    Whoever administers is marked in the shared index as well: the log-in asks for a second
    factor by it, and cannot look into a unit. A grant that had ended begins anew.
    """
    rows = [RoleGrant(member_id=member_id, role=role) for member_id, role in set(grants)]
    RoleGrant.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["member", "role"],
        update_fields=["scope", "started_on", "ended_on"],
    )
    administrators = [row.member_id for row in rows if row.role == UNIT_ADMIN]
    if administrators:
        Post.objects.filter(member_id__in=administrators).update(administers=True)


def grant_role(*, member: Member, role: str, by: Person, at: datetime) -> None:
    """Let ``member`` hold ``role`` as well; nothing changes if it is held already.

    An administrator is only asked for (``ask_for_administrators``).
    """
    refuse_unknown_roles([role])
    if role == UNIT_ADMIN:
        ask_for_administrators(members=[member], by=by, at=at)
        return
    grant_roles(grants=[(member.pk, role)])
    record("people.role_granted", by=by, at=at, subject=member.name, role=role)


def set_roles(*, member: Member, roles: Collection[str], by: Person, at: datetime) -> None:
    """Let ``member`` hold exactly ``roles``; raises ``RoleUnknown`` or ``LastAdministrator``.

    To administer the unit is only asked for: a second person of city or county decides.
    """
    refuse_unknown_roles(roles)
    standing = RoleGrant.objects.filter(going_on(timezone.localdate(at)), member=member)
    held = set(standing.values_list("role", flat=True))
    taken, given = held - set(roles), set(roles) - held
    if UNIT_ADMIN in taken:
        refuse_if_last_administrator(member)
        Post.objects.filter(member_id=member.pk).update(administers=False)
    if UNIT_ADMIN in given:
        given.discard(UNIT_ADMIN)
        ask_for_administrators(members=[member], by=by, at=at)
    RoleGrant.objects.filter(member=member, role__in=taken).delete()
    grant_roles(grants=[(member.pk, role) for role in given])
    if taken or given:
        record(
            "people.roles_changed",
            by=by,
            at=at,
            subject=member.name,
            before=sorted(held),
            after=sorted(roles),
            granted=sorted(given),
            revoked=sorted(taken),
        )


def limit_role(*, member: Member, role: str, to: Limits, by: Person, at: datetime) -> None:
    """Let a role that ``member`` holds reach only so far, and count only on those days.

    Raises ``AdministratorLimited``: whoever administers does so for the unit and until it is
    taken, else a day would come on which nobody does. Raises ``NotFound`` for a role that the
    member does not hold, ``EndsBeforeStart``.
    """
    grants = RoleGrant.objects.filter(going_on(timezone.localdate(at)), member=member, role=role)
    grant = grants.select_for_update().first()
    if grant is None:
        raise NotFound
    if role == UNIT_ADMIN and to != Limits():
        raise AdministratorLimited
    if to.first_day and to.last_day and to.last_day < to.first_day:
        raise EndsBeforeStart(day=to.first_day.isoformat())
    grant.scope, grant.started_on = to.scope, to.first_day
    grant.ended_on = to.last_day + timedelta(days=1) if to.last_day else None
    grant.save(update_fields=["scope", "started_on", "ended_on"])
    limits = {name: str(value or "") for name, value in asdict(to).items()}
    record("people.role_limited", by=by, at=at, subject=member.name, role=role, **limits)


def refuse_if_last_administrator(member: Member) -> None:
    """Refuse to take the unit's last administrator away."""
    # Locked in a fixed order: two administrators who demote each other queue here.
    grants = RoleGrant.objects.filter(role=UNIT_ADMIN, member__state=MemberState.ACTIVE)
    holders = [grant.member_id for grant in grants.order_by("id").select_for_update(of=("self",))]
    if holders == [member.pk]:
        raise LastAdministrator(name=member.name)


def define_role(*, title: str, permissions: Collection[str], by: Person, at: datetime) -> Role:
    """Make a role of the unit's own; raises ``TitleTaken``."""
    role = Role(title=title.strip(), permissions=_known(permissions, by))
    _save_role(role)
    record("people.role_defined", by=by, at=at, subject=role.title, permissions=role.permissions)
    return role


def change_role(
    *, role_id: UUID, title: str, permissions: Collection[str], by: Person, at: datetime
) -> Role:
    """Change name and content of a role of the unit's own."""
    role = Role.objects.filter(pk=role_id).first()
    if role is None:
        raise NotFound
    role.title, role.permissions = title.strip(), _known(permissions, by)
    _save_role(role)
    record("people.role_changed", by=by, at=at, subject=role.title, permissions=role.permissions)
    return role


def drop_role(*, role_id: UUID, by: Person, at: datetime) -> None:
    """Delete a role of the unit's own that nobody holds; raises ``RoleInUse``."""
    role = Role.objects.filter(pk=role_id).first()
    if role is None:
        raise NotFound
    holders = RoleGrant.objects.filter(role=str(role_id)).count()
    if holders:
        raise RoleInUse(role=role.title, count=holders)
    record("people.role_dropped", by=by, at=at, subject=role.title)
    role.delete()


def _known(permissions: Collection[str], by: Person) -> list[str]:
    """Only what this unit can hold: a form may be forged."""
    modules = by.unit.modules if by.unit else frozenset()
    return sorted(granted(permissions, modules))


def _save_role(role: Role) -> None:
    if not role.title or str(role.title) in {str(each.title) for each in BUILT_IN.values()}:
        raise TitleTaken(title=role.title)
    try:
        with transaction.atomic():
            role.save()
    except IntegrityError as taken:
        raise TitleTaken(title=role.title) from taken
