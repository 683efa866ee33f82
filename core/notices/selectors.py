"""Questions asked of notices; those about a person's own are asked in the city's transaction."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from core.contracts.urgency import NoticeUrgency
from core.identity.models import Account, Post
from core.notices.models import (
    Delivery,
    DeliveryState,
    Gateway,
    PersonalNotice,
    Wishes,
)
from core.people.models import Member
from core.units.kinds import State


def notices_before(account_id: UUID) -> QuerySet[PersonalNotice]:
    """The account's notices: the city's, and those of all units that the person may enter."""
    entered = Post.objects.counting().filter(account_id=account_id, unit__state=State.ACTIVE)
    own = PersonalNotice.objects.filter(account_id=account_id)
    return own.filter(Q(unit=None) | Q(unit__in=entered.values("unit")))


def unread_count(account_id: UUID) -> int:
    """How many notices the person has not read, over all units."""
    return notices_before(account_id).filter(unread=True).count()


@dataclass(frozen=True, slots=True)
class Routes:
    """Which gateways carry a notice to a person."""

    gateways: Collection[Gateway]
    wishes: dict[UUID, Wishes] = field(default_factory=dict)

    def of(self, account_id: UUID, urgency: str) -> list[Gateway]:
        """The enabled gateways, by the person's wish or else by the city's default.

        For 特提 nobody can wish the city's defaults away.
        """
        wished = self.wishes[account_id].channels if account_id in self.wishes else {}
        codes = wished.get(urgency)
        return [
            gateway
            for gateway in self.gateways
            if (urgency in gateway.default_for if codes is None else gateway.code in codes)
            or (urgency == NoticeUrgency.TOP and urgency in gateway.default_for)
        ]


def routes_for(accounts: Iterable[UUID]) -> Routes:
    """The routes to these people, in two queries."""
    gateways = open_gateways()
    wishes = Wishes.objects.filter(account_id__in=set(accounts)) if gateways else ()
    return Routes(gateways, {each.account_id: each for each in wishes})


def open_gateways() -> list[Gateway]:
    """The gateways that the city has switched on."""
    return list(Gateway.objects.filter(enabled=True).order_by("code"))


def wishes_of(account_id: UUID) -> Wishes:
    """How the person wants to be told; an unsaved row where nothing was wished."""
    return Wishes.objects.filter(account_id=account_id).first() or Wishes(account_id=account_id)


def undelivered() -> QuerySet[Delivery]:
    """The deliveries of the open scope that were given up, the latest first."""
    failed = Delivery.objects.filter(state=DeliveryState.FAILED)
    failed = failed.select_related("notice__unit")
    return failed.order_by("-created_at", "-id")


def names_in_unit(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """What the unit calls these people, those who have left too."""
    rows = Member.objects.filter(account_id__in=list(accounts))
    return dict(rows.values_list("account_id", "name"))


def names_in_city(accounts: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these accounts; in the city's transaction."""
    return dict(Account.objects.filter(pk__in=list(accounts)).values_list("pk", "name"))
