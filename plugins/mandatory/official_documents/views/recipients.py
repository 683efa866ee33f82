"""The tree of units for the picker: branches, search, and how many are picked."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.context import current_unit
from core.errors import InvalidInput
from core.ui import Collective, Picked, TreeNode, TreeNodes, TreePicker
from core.units.public import (
    Organ,
    Unit,
    children_of,
    collective_names_for,
    found_units,
    organs_meant,
    path_of,
    unit_of_code,
)
from core.units.public import TreeNode as UnitNode
from core.web.access import requires
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.permissions import DRAFT
from plugins.mandatory.official_documents.selectors.documents import own_organs
from plugins.mandatory.official_documents.selectors.recipients import (
    organ_ids_of,
    resolved_picks,
)


@requires(DRAFT)
@require_safe
def branch(request: PersonRequest) -> HttpResponse:
    """The units right under ``?under=CODE``."""
    above = unit_of_code(request.GET.get("under", ""))
    codes = tuple(unit.code for unit in path_of(above.id))
    nodes = tuple(_node(each, codes) for each in children_of(above.id))
    return HttpResponse(TreeNodes(nodes, _branch_url()).render())


@requires(DRAFT)
@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """Units by name, initials of the pinyin or code."""
    nodes = tuple(_hit(unit) for unit in found_units(request.GET.get("q", "")))
    return HttpResponse(TreeNodes(nodes, _branch_url(), found=True).render())


@requires(DRAFT)
@require_POST
def count(request: PersonRequest) -> HttpResponse:
    """How many units the picks of ``?of=main`` mean today, for the first organ of this unit."""
    values = request.POST.getlist(request.GET.get("of", "main"))
    organ = own_organs().first()
    if organ is None:
        raise InvalidInput
    return HttpResponse(str(len(organ_ids_of(resolved_picks(values, issuer=organ)))))


def picker(name: str, label: str, picks: Iterable[Picked], issuer: Organ | None) -> TreePicker:
    """The picker for 主送 or 抄送."""
    return TreePicker(
        name=name,
        label=label,
        nodes=_top(),
        children_url=_branch_url(),
        search_url=reverse("official_documents:recipients_search"),
        count_url=f"{reverse('official_documents:recipients_count')}?of={name}",
        collectives=tuple(_collectives(issuer)) if issuer else (),
        picked=tuple(picks),
    )


def _top() -> tuple[TreeNode, ...]:
    """The top of the tree and what stands right under it, side by side: one click less."""
    tops = children_of(None)
    nodes = [TreeNode(top.code, top.short_name, why_not=_why_not(top.code)) for top in tops]
    for top in tops:
        nodes += [_node(each, (top.code,)) for each in children_of(top.id)]
    return tuple(nodes)


def _node(unit: UnitNode, above: tuple[str, ...]) -> TreeNode:
    return TreeNode(
        code=unit.code,
        title=unit.short_name,
        path=above,
        count=(unit.below or 0) + 1,
        has_children=unit.children > 0,
        why_not=_why_not(unit.code),
    )


def _hit(unit: Unit) -> TreeNode:
    above = path_of(unit.id)[:-1]
    return TreeNode(
        code=unit.code,
        title=unit.short_name,
        path=tuple(each.code for each in above),
        where=" / ".join(each.short_name for each in above[-2:]),
        why_not=_why_not(unit.code),
    )


def _collectives(issuer: Organ) -> Iterable[Collective]:
    for key, name in collective_names_for(issuer).items():
        units = organs_meant(name, issuer).aggregate(units=Count("unit", distinct=True))["units"]
        yield Collective(key, name.text, units)


def _why_not(code: str) -> str:
    return _("本单位") if code == current_unit().code else ""


def _branch_url() -> str:
    return reverse("official_documents:recipients_branch")
