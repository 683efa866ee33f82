"""Questions asked of accounts, posts and sessions; all in the city's transaction."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from core.identity.city_roles import APART
from core.identity.log_in_names import one_name
from core.identity.models import Account, Post, PostState, RecoveryCode, Session
from core.identity.models.account import CityRoleAssignment
from core.identity.sessions import IDLE


def city_role_of(account: Account) -> str | None:
    """The account's city role, or None; costs no query for an account read by its session."""
    try:
        return str(account.city_role.role)
    except CityRoleAssignment.DoesNotExist:
        return None


def account_named(name: str) -> Account | None:
    """The one account that ``name``, a mobile or a staff number, means."""
    wanted = one_name(name)
    return Account.objects.filter(Q(mobile=wanted) | Q(staff_number=wanted)).first()


def area_of(account: Account) -> UUID | None:
    """The county that the account's role serves; None for the whole city, or without a role."""
    try:
        return account.city_role.area_id
    except CityRoleAssignment.DoesNotExist:
        return None


def counting_posts_of(account: Account) -> list[Post]:
    """The posts that open a unit, the primary one first, each with its unit.

    None for system, security and audit administrators: whatever stands in the table, they
    enter no unit.
    """
    if city_role_of(account) in APART:
        return []
    rows = Post.objects.counting().filter(account=account).select_related("unit")
    return list(rows.order_by("-is_primary", "unit__position"))


def proposals_to(account: Account) -> list[Post]:
    """Posts that wait for the person's word, each with its unit."""
    rows = Post.objects.standing().filter(account=account, state=PostState.PROPOSED)
    return list(rows.select_related("unit").order_by("started_on"))


def proposals_about(home_unit_id: UUID) -> QuerySet[Post]:
    """Posts that other units propose for the people whose home unit this is."""
    rows = Post.objects.standing().filter(state=PostState.PROPOSED)
    rows = rows.filter(account__home_unit=home_unit_id).exclude(unit=home_unit_id)
    return rows.select_related("account__city_role", "unit").order_by("started_on", "pk")


def sessions_of(account: Account, *, at: datetime) -> list[Session]:
    """The account's standing sessions, the latest first."""
    rows = Session.objects.filter(account=account, expires_at__gt=at, seen_at__gt=at - IDLE)
    return list(rows.order_by("-seen_at"))


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes can still be used."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def owes_second_factor(account: Account, posts: list[Post]) -> bool:
    """Whether the account must bind an authenticator first: administrators of any kind must."""
    if account.has_second_factor:
        return False
    return city_role_of(account) is not None or any(post.administers for post in posts)


def numbers_in_unit(unit_id: UUID) -> dict[str, UUID]:
    """The log-in numbers of the people of a unit, each with the member id there.

    Only of those whose home the unit is, or who have taken the post up: of somebody who was
    merely proposed the unit knows what it wrote itself, and must not learn more.
    """
    rows = Post.objects.standing().filter(
        Q(state=PostState.ACCEPTED) | Q(account__home_unit=unit_id), unit_id=unit_id
    )
    found = rows.values_list("member_id", "account__mobile", "account__staff_number")
    return {number: key for key, *numbers in found for number in numbers if number}
