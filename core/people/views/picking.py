"""What the window of the person picker shows: everybody by department, or what is looked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.contracts.absence import PersonOut
from core.errors import NotFound
from core.modules.public import people_out
from core.people.fields import offered_elsewhere
from core.people.models import Member
from core.people.picking import (
    BRANCH_AT_MOST,
    Branch,
    Tree,
    found_to_pick,
    own_groups,
    people_of_branch,
    picking_tree,
)
from core.ui.components.persons import PersonBranch, PersonLine, PersonLines
from core.ui.dates import day
from core.web.access import requires
from core.web.request import PersonRequest

#: What an address of the window hands on to those that it leads to.
_ASKED = ("may", "for", "several")


@requires("people.view")
@never_cache
@require_safe
def pick(request: PersonRequest) -> HttpResponse:
    """Lines for the window: what ``?q=`` finds, those ``?under=`` a department, else everybody.

    ``?may=`` narrows to holders of a permission, ``?for=`` is the unit whose form it is.
    """
    query = request.GET.get("q", "").strip()
    if query:
        shown = _found(request, query)
    elif "under" in request.GET:
        shown = _under(request, _key(request.GET["under"]))
    else:
        shown = _everybody(request)
    return HttpResponse(shown.render())


def _found(request: PersonRequest, query: str) -> PersonLines:
    members = found_to_pick(query, _may(request))
    return PersonLines(tuple(_Lines.of(request, members).all(members, department=True)))


def _under(request: PersonRequest, department_id: UUID) -> PersonLines:
    members, more = people_of_branch(department_id, _may(request))
    return PersonLines(tuple(_Lines.of(request, members).all(members)), more=more)


def _everybody(request: PersonRequest) -> PersonLines:
    tree = picking_tree(_may(request))
    # Whom one has picked in another unit is that unit's to know.
    elsewhere = "for" in request.GET
    groups = [] if elsewhere else own_groups(request.person.member, _may(request))
    shown = [*tree.members, *(m for branch in tree.branches for m in _within(branch))]
    lines = _Lines.of(request, [*(m for _title, members in groups for m in members), *shown])
    own = tuple(_own(title, members, lines) for title, members in groups)
    departments = tuple(_branch(branch, tree, lines) for branch in tree.branches)
    return PersonLines(tuple(lines.all(tree.members)), departments, own)


def _own(title: str, members: list[Member], lines: "_Lines") -> PersonBranch:
    """Those picked of late stand open, one's groups closed until they are wanted."""
    return PersonBranch(
        title=title or _("最近"),
        lines=tuple(lines.all(members, department=True)),
        count=len(members) if title else 0,
        is_open=not title,
        whole=bool(title) and lines.several,
    )


def _branch(branch: Branch, tree: Tree, lines: "_Lines") -> PersonBranch:
    own = branch.count > sum(inner.count for inner in branch.inner)
    return PersonBranch(
        title=branch.department.name,
        lines=tuple(lines.all(branch.members)),
        inner=tuple(_branch(inner, tree, lines) for inner in branch.inner),
        count=branch.count,
        more_url=lines.url(branch.department.pk) if own and not tree.is_whole else "",
        is_open=tree.is_whole,
        whole=tree.is_whole and lines.several,
    )


def _within(branch: Branch) -> Iterable[Member]:
    yield from branch.members
    for inner in branch.inner:
        yield from _within(inner)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Makes a line of each member, with what the form posts and whether he is out."""

    out: dict[UUID, PersonOut]
    value: Callable[[Member], str]
    asked: dict[str, str]

    @classmethod
    def of(cls, request: PersonRequest, members: Iterable[Member]) -> "_Lines":
        """For the members of one window; who is out is asked once for all of them."""
        keys = list(dict.fromkeys(member.pk for member in members))[:BRANCH_AT_MOST]
        asked = {
            name: request.GET[name] for name in ("may", "for", "several") if name in request.GET
        }
        by = request.person.account_id
        value = partial(offered_elsewhere, by=by) if "for" in asked else _own_value
        return cls(people_out(keys, timezone.localdate()), value, asked)

    @property
    def several(self) -> bool:
        """Whether the field takes more than one."""
        return bool(self.asked.get("several"))

    def url(self, department_id: UUID) -> str:
        """Where the people of a department are fetched."""
        return f"{reverse('people:pick')}?{urlencode({**self.asked, 'under': department_id})}"

    def all(self, members: Iterable[Member], *, department: bool = False) -> Iterable[PersonLine]:
        """The lines of ``members``."""
        return [self._line(member, department) for member in members]

    def _line(self, member: Member, department: bool) -> PersonLine:
        where = member.department.name if department and member.department else ""
        out = self.out.get(member.pk)
        away: Any = _told(out) if out else ""
        return PersonLine(self.value(member), member.name, member.title, where, away)


def _told(out: PersonOut) -> str:
    until = _("至%(day)s") % {"day": day(out.until)} if out.until else ""
    return f"{out.label}{until}"


def _own_value(member: Member) -> str:
    return str(member.pk)


def _may(request: PersonRequest) -> str:
    return request.GET.get("may", "")


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
