"""离开: what somebody still has open goes to others, and only then the member is closed (R57).

All of it is one transaction of the unit: if one module cannot give its matters to the chosen
successor, nobody has left and nothing has changed hands.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.audit.public import record
from core.contracts.handover import Handover, OpenMatter
from core.contracts.people import Person
from core.errors import NotFound
from core.identity.models import Post
from core.people.errors import OpenMattersLeft, SuccessorUnfit
from core.people.models import Charge, Member, MemberState, RoleGrant, Substitution
from core.people.models.dated import going_on
from core.people.roles import UNIT_ADMIN
from core.people.selectors import role_titles
from core.people.services.charges import put_in_charge
from core.people.services.jobs import end_all_jobs, end_dated
from core.people.services.roles import grant_roles, refuse_if_last_administrator


@dataclass(frozen=True, slots=True)
class MatterGroup:
    """Matters of one kind, which go to one successor together.

    ``required``: the member cannot leave while nobody takes them; others end with the leaving.
    ``on_its_own``: not meant by "everything to one", because it gives the successor rights.
    """

    key: str
    title: str | Promise
    matters: tuple[OpenMatter, ...]
    required: bool = True
    on_its_own: bool = False


class MatterSource(Protocol):
    """A part of the platform in which a member may have something open."""

    def groups(self, member: Member) -> Iterable[MatterGroup]:
        """What ``member`` has open here, without empty groups."""

    def hand_over(self, group: MatterGroup, handover: Handover) -> None:
        """Give ``group`` to the successor; a ``DomainError`` refuses the leaving."""

    def let_go(self, leaver: Member, at: datetime) -> None:
        """End what nobody takes over."""


@dataclass(frozen=True, slots=True)
class Successors:
    """Who takes over: ``everything``, or by the key of a group, which goes first."""

    everything: UUID | None = None
    by_group: Mapping[str, UUID] = field(default_factory=dict)

    def of(self, group: MatterGroup) -> UUID | None:
        """Who takes this group; None where nobody was named."""
        return self.by_group.get(group.key, None if group.on_its_own else self.everything)


class _Charges:
    """分管: another leader may take the departments; else nobody is in charge of them."""

    key = "charges"

    def groups(self, member: Member) -> Iterable[MatterGroup]:
        rows = Charge.objects.filter(going_on(timezone.localdate()), member=member)
        matters = tuple(
            OpenMatter(str(row.department_id), row.department.name)
            for row in rows.select_related("department")
        )
        if matters:
            yield MatterGroup(self.key, _("分管的内设机构"), matters, required=False)

    def hand_over(self, group: MatterGroup, handover: Handover) -> None:
        put_in_charge(
            member_id=handover.to_member,
            department_ids=[UUID(each.reference) for each in group.matters],
            on=timezone.localdate(handover.at),
            by=handover.by,
            at=handover.at,
        )

    def let_go(self, leaver: Member, at: datetime) -> None:
        end_dated(Charge.objects.filter(member=leaver), on=timezone.localdate(at))


class _Roles:
    """角色: may be handed on, but for administration, which is granted on its own."""

    key = "roles"

    def groups(self, member: Member) -> Iterable[MatterGroup]:
        held = set(RoleGrant.objects.filter(member=member).values_list("role", flat=True))
        titles = role_titles() if held else {}
        matters = tuple(
            OpenMatter(code, title)
            for code, title in titles.items()
            if code in held and code != UNIT_ADMIN
        )
        if matters:
            yield MatterGroup(self.key, _("角色"), matters, required=False, on_its_own=True)

    def hand_over(self, group: MatterGroup, handover: Handover) -> None:
        grant_roles(grants=[(handover.to_member, each.reference) for each in group.matters])

    def let_go(self, leaver: Member, at: datetime) -> None:  # noqa: ARG002 (see MatterSource)
        RoleGrant.objects.filter(member=leaver).delete()


#: Whose matters are asked for; higher parts of core add themselves when their app is ready.
sources: list[MatterSource] = [_Charges(), _Roles()]


def open_matters_of(member: Member) -> list[MatterGroup]:
    """Everything that ``member`` has open in this unit, what must be handed over first."""
    groups = [group for source in sources for group in source.groups(member)]
    return sorted(groups, key=lambda group: not group.required)


@transaction.atomic
def close_member(
    *, member_id: UUID, by: Person, at: datetime, successors: Successors | None = None
) -> Member:
    """The person has left: matters change hands, posts and roles end, the unit is shut to him.

    The row stays for the papers that name it; adding the person again reopens it. Raises
    ``NotFound``, ``LastAdministrator``, ``OpenMattersLeft`` with what nobody takes,
    ``SuccessorUnfit``, or what a module refuses.
    """
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise NotFound
    if member.state == MemberState.LEFT:
        return member
    if RoleGrant.objects.filter(member=member, role=UNIT_ADMIN).exists():
        refuse_if_last_administrator(member)
    _hand_everything_over(member, successors or Successors(), by=by, at=at)
    _end(member, on=timezone.localdate(at))
    record("people.closed", by=by, at=at, subject=member.name)
    return member


def _hand_everything_over(
    member: Member, successors: Successors, *, by: Person, at: datetime
) -> None:
    wanted = [(source, group) for source in sources for group in source.groups(member)]
    left = [group for _source, group in wanted if group.required and not successors.of(group)]
    if left:
        count = sum(len(group.matters) for group in left)
        kinds = "、".join(str(group.title) for group in left)
        raise OpenMattersLeft(name=member.name, count=count, kinds=kinds)
    takers = _takers(member, {key for _s, group in wanted if (key := successors.of(group))})
    for source, group in wanted:
        taker = takers.get(successors.of(group))
        if taker is not None:
            _hand_over(source, group, member, taker, by=by, at=at)
    for source in sources:
        source.let_go(member, at)


def _hand_over(
    source: MatterSource,
    group: MatterGroup,
    member: Member,
    taker: Member,
    *,
    by: Person,
    at: datetime,
) -> None:
    handover = Handover(
        from_member=member.pk,
        from_name=member.name,
        to_member=taker.pk,
        to_name=taker.name,
        to_title=taker.title,
        by=by,
        at=at,
    )
    source.hand_over(group, handover)
    told: dict[str, Any] = {"to": taker.name, "kind": group.key, "count": len(group.matters)}
    record("people.handed_over", by=by, at=at, subject=member.name, **told)


def _takers(leaver: Member, wanted: set[UUID]) -> dict[UUID | None, Member]:
    """The successors; all must work here, and none is the one who leaves."""
    rows = Member.objects.filter(pk__in=wanted, state=MemberState.ACTIVE).exclude(pk=leaver.pk)
    found: dict[UUID | None, Member] = {row.pk: row for row in rows}
    if len(found) != len(wanted):
        raise SuccessorUnfit
    return found


def _end(member: Member, *, on: date) -> None:
    end_all_jobs(member=member, on=on)
    either = Q(member=member) | Q(substitute=member)
    end_dated(Substitution.objects.filter(either), on=on)
    member.state, member.ended_on = MemberState.LEFT, on
    member.save(update_fields=["state", "ended_on"])
    Post.objects.filter(member_id=member.pk).update(ended_on=on, administers=False)
