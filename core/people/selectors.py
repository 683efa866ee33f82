"""Questions asked of a unit's people; all in the unit's transaction."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.timezone import localdate

from core.context import UnitRef, current_unit
from core.contracts.people import DataScope, Permission, Person
from core.errors import NotFound
from core.identity.models import Post, PostState
from core.people import permissions
from core.people.models import Department, Member, MemberState, Role, RoleGrant
from core.people.models.dated import going_on
from core.people.models.roles import in_force
from core.people.roles import BUILT_IN

#: Between role and scope where both travel as one text.
_SCOPED = ":"


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds, and how far what it allows reaches."""

    role: str
    scope: DataScope = DataScope.UNIT

    @classmethod
    def of(cls, text: str) -> "HeldRole":
        """As the database tells it in one text."""
        role, _between, scope = text.rpartition(_SCOPED)
        return cls(role, DataScope(scope))


def active_members() -> QuerySet[Member]:
    """Everyone who works here now, in the order of office."""
    return Member.objects.filter(state=MemberState.ACTIVE).select_related("department")


def member_of(member_id: UUID) -> Member:
    """One of the unit's people, left ones too; raises ``NotFound``."""
    member = Member.objects.select_related("department").filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def member_of_account(account_id: UUID, *, on: date) -> tuple[Member, list[HeldRole]] | None:
    """The active member whose account this is and the roles that count on that day; one query."""
    told = Concat("grants__role", Value(_SCOPED), "grants__scope")
    counts = Q(grants__role__isnull=False) & in_force(on, "grants__")
    rows = Member.objects.filter(account_id=account_id, state=MemberState.ACTIVE)
    member = rows.annotate(role_codes=ArrayAgg(told, filter=counts, default=[])).first()
    return (member, [HeldRole.of(text) for text in member.role_codes]) if member else None


def person_of(member: Member, roles: Iterable[HeldRole], unit: UnitRef) -> Person:
    """``member`` as services, pages and hooks know a person, with what the roles allow here."""
    scopes = scopes_of(roles, unit)
    return Person(
        account_id=member.account_id,
        name=member.name,
        title=member.title,
        member_id=member.pk,
        unit=unit,
        permissions=frozenset(scopes),
        narrowed=frozenset(pair for pair in scopes.items() if pair[1] is not DataScope.UNIT),
    )


def scopes_of(roles: Iterable[HeldRole], unit: UnitRef) -> dict[str, DataScope]:
    """What the roles together allow in ``unit``, each permission as far as the widest reaches.

    A role granted for less than the unit gives only what can be held for that much.
    """
    held = list(roles)
    content = contents_of({each.role for each in held}, unit)
    offered = {each.code: each for each in permissions.offered(unit.modules)}
    found: dict[str, DataScope] = {}
    for each in held:
        for code in content[each.role]:
            if offered[code].can_be_held_for(each.scope):
                found[code] = max(found.get(code, each.scope), each.scope, key=_width)
    return found


def contents_of(roles: Collection[str], unit: UnitRef) -> dict[str, frozenset[str]]:
    """What each role holds where it is granted for the whole unit."""
    own = set(roles) - BUILT_IN.keys()
    listed = Role.objects.filter(pk__in=own).values_list("pk", "permissions") if own else ()
    found = {str(pk): permissions.granted(codes, unit.modules) for pk, codes in listed}
    for code in roles:
        found.setdefault(code, permissions.held_by(code, unit.modules))
    return found


def _width(scope: DataScope) -> int:
    return scope.width


def roles_with(permission: str) -> set[str]:
    """The codes of the roles that hold ``permission`` in the unit whose transaction is open."""
    modules = current_unit().modules
    if not permissions.counting([permission], modules):
        return set()
    built_in = {code for code in BUILT_IN if permission in permissions.held_by(code, modules)}
    if permission in permissions.ADMINISTRATION:
        return built_in
    own = Role.objects.filter(permissions__contains=[permission]).values_list("pk", flat=True)
    return built_in | {str(pk) for pk in own}


def members_with(permission: str) -> QuerySet[Member]:
    """The active members who hold ``permission``, however far, in the order of office."""
    offered = permissions.offered(current_unit().modules)
    scopes = next((each.scopes for each in offered if each.code == permission), frozenset())
    grants = RoleGrant.objects.filter(
        in_force(localdate()), role__in=roles_with(permission), scope__in={DataScope.UNIT, *scopes}
    )
    holders = grants.values("member")
    return active_members().filter(pk__in=holders)


def members_found(text: str, *, left: bool = False) -> QuerySet[Member]:
    """Members whose name, pinyin, initials, title or mobile has ``text`` in it."""
    state = MemberState.LEFT if left else MemberState.ACTIVE
    rows = Member.objects.filter(state=state).select_related("department")
    wanted = text.strip()
    if not wanted:
        return rows
    return rows.filter(
        Q(name__icontains=wanted)
        | Q(name_key__contains=wanted.lower())
        | Q(title__icontains=wanted)
        | Q(mobile__startswith=wanted)
        | _ends_with(wanted)
    )


def role_titles() -> dict[str, str]:
    """Every role of the unit by its code, the built-in ones first."""
    own = Role.objects.order_by("title").values_list("pk", "title")
    built_in = {code: str(role.title) for code, role in BUILT_IN.items()}
    return built_in | {str(pk): title for pk, title in own}


def roles_held(members: Sequence[Member]) -> dict[UUID, list[str]]:
    """The role codes of each of ``members``: those that count, or will from a later day."""
    held: dict[UUID, list[str]] = {member.pk: [] for member in members}
    grants = RoleGrant.objects.filter(going_on(localdate()), member__in=members)
    for member_id, role in grants.values_list("member", "role"):
        held[member_id].append(role)
    return held


def own_roles() -> QuerySet[Role]:
    """The roles that the unit made, by title."""
    return Role.objects.order_by("title")


def grantable_permissions() -> list[Permission]:
    """What the unit may put into a role of its own."""
    return permissions.grantable(current_unit().modules)


def open_departments() -> QuerySet[Department]:
    """The departments that stand, in their order, with how many people each has."""
    people = Count("members", filter=Q(members__state=MemberState.ACTIVE))
    return Department.objects.filter(closed_on=None).annotate(people=people)


def _ends_with(digits: str) -> Q:
    """People know one another's numbers by the last four digits."""
    return Q(mobile__endswith=digits) if digits.isdecimal() and len(digits) >= 4 else Q()


def posts_not_counting(members: Sequence[Member]) -> dict[UUID, bool]:
    """Of ``members``, whose post does not count yet; whether it still may (False: it lapsed)."""
    posts = Post.objects.filter(
        member_id__in=[member.pk for member in members],
        unit_id=current_unit().id,
        state=PostState.PROPOSED,
    )
    return {member: ended is None for member, ended in posts.values_list("member_id", "ended_on")}
