"""Questions asked of accounts, posts and sessions; all in the city's transaction."""

from datetime import datetime

from core.identity.models import Account, Post, PostState, RecoveryCode, Session
from core.identity.models.account import CityRoleAssignment
from core.identity.sessions import IDLE


def city_role_of(account: Account) -> str | None:
    """The account's city role, or None; costs no query for an account read by its session."""
    try:
        return str(account.city_role.role)
    except CityRoleAssignment.DoesNotExist:
        return None


def counting_posts_of(account: Account) -> list[Post]:
    """The posts that open a unit, the primary one first, each with its unit."""
    rows = Post.objects.counting().filter(account=account).select_related("unit")
    return list(rows.order_by("-is_primary", "unit__position"))


def proposals_to(account: Account) -> list[Post]:
    """Posts that wait for the person's word, each with its unit."""
    rows = Post.objects.standing().filter(account=account, state=PostState.PROPOSED)
    return list(rows.select_related("unit").order_by("started_on"))


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
