"""Questions asked of a unit's people; all in the unit's transaction."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet

from core.context import UnitRef, current_unit
from core.contracts.people import Permission, Person
from core.errors import NotFound
from core.identity.models import Post, PostState
from core.people import permissions
from core.people.models import Department, Member, MemberState, Role, RoleGrant
from core.people.roles import BUILT_IN


def active_members() -> QuerySet[Member]:
    """Everyone who works here now, in the order of office."""
    return Member.objects.filter(state=MemberState.ACTIVE).select_related("department")


def member_of(member_id: UUID) -> Member:
    """One of the unit's people, left ones too; raises ``NotFound``."""
    member = Member.objects.select_related("department").filter(pk=member_id).first()
    if member is None:
        raise NotFound
    return member


def member_of_account(account_id: UUID) -> tuple[Member, list[str]] | None:
    """The active member whose account this is and the codes of the roles held, in one query."""
    held = ArrayAgg("grants__role", filter=Q(grants__role__isnull=False), default=[])
    rows = Member.objects.filter(account_id=account_id, state=MemberState.ACTIVE)
    member = rows.annotate(role_codes=held).first()
    return (member, member.role_codes) if member else None


def person_of(member: Member, roles: Iterable[str], unit: UnitRef) -> Person:
    """``member`` as services, pages and hooks know a person, with what the roles allow here."""
    return Person(
        account_id=member.account_id,
        name=member.name,
        title=member.title,
        member_id=member.pk,
        unit=unit,
        permissions=permissions_of(roles, unit),
    )


def permissions_of(roles: Iterable[str], unit: UnitRef) -> frozenset[str]:
    """What the roles together allow in ``unit``."""
    codes = set(roles)
    built_in = [permissions.held_by(code, unit.modules) for code in codes & BUILT_IN.keys()]
    own = codes - BUILT_IN.keys()
    listed = Role.objects.filter(pk__in=own).values_list("permissions", flat=True) if own else ()
    extra = permissions.granted((code for codes in listed for code in codes), unit.modules)
    return extra.union(*built_in)


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
    """The active members who hold ``permission``, in the order of office."""
    holders = RoleGrant.objects.filter(role__in=roles_with(permission)).values("member")
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
    )


def role_titles() -> dict[str, str]:
    """Every role of the unit by its code, the built-in ones first."""
    own = Role.objects.order_by("title").values_list("pk", "title")
    built_in = {code: str(role.title) for code, role in BUILT_IN.items()}
    return built_in | {str(pk): title for pk, title in own}


def roles_held(members: Sequence[Member]) -> dict[UUID, list[str]]:
    """The role codes of each of ``members``."""
    held: dict[UUID, list[str]] = {member.pk: [] for member in members}
    for member_id, role in RoleGrant.objects.filter(member__in=members).values_list(
        "member", "role"
    ):
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


def posts_not_counting(members: Sequence[Member]) -> dict[UUID, bool]:
    """Of ``members``, whose post does not count yet; whether it still may (False: it lapsed)."""
    posts = Post.objects.filter(
        member_id__in=[member.pk for member in members],
        unit_id=current_unit().id,
        state=PostState.PROPOSED,
    )
    return {member: ended is None for member, ended in posts.values_list("member_id", "ended_on")}
