"""外单位任职: posts that other units propose for our people; and a reset for one of our own."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.context import UnitRef, open_city, open_unit
from core.errors import NotFound
from core.identity.models import Post
from core.identity.selectors import proposals_about
from core.people.selectors import member_of
from core.people.services.joining import renew_codes
from core.people.services.resetting import answer_proposal, start_reset_for
from core.people.views.parts import tabs
from core.ui import Button, Column, EmptyState, Table, city_url
from core.web.access import requires
from core.web.request import PersonRequest
from core.web.scope import own_transactions


@requires("people.manage")
@own_transactions
@require_safe
def proposals(request: PersonRequest) -> HttpResponse:
    """What waits for our word."""
    unit = _unit(request)
    with open_city():
        rows = list(proposals_about(unit.id)[:200])
    with open_unit(unit):
        context = {"table": _table(rows), "tabs": tabs(request, "people:proposals")}
        return render(request, "people/proposals.html", context)


@requires("people.manage")
@own_transactions
@require_POST
def answer(request: PersonRequest) -> HttpResponse:
    """Agree to the chosen proposals, or decline them."""
    accept = request.POST.get("act") == "accept"
    for key in _keys(request.POST.getlist("row")):
        answer_proposal(
            unit=_unit(request), post_id=key, accept=accept, by=request.person, at=timezone.now()
        )
    done = _("已同意，任职即时生效。") if accept else _("已谢绝，任职不生效。")
    messages.success(request, done)
    return redirect("people:proposals")


@requires("people.manage", again=True)
@own_transactions
@never_cache
@require_POST
def reset(request: PersonRequest, member_id: UUID) -> HttpResponse:
    """Start a password reset; what is shown here is never the whole code."""
    unit = _unit(request)
    half = start_reset_for(unit=unit, member_id=member_id, by=request.person, at=timezone.now())
    with open_unit(unit):
        context = {
            "member": member_of(member_id),
            "half": half,
            "address": request.build_absolute_uri(city_url("identity:reset")),
        }
        return render(request, "people/reset.html", context)


@requires("people.manage", again=True)
@own_transactions
@never_cache
@require_POST
def slips(request: PersonRequest) -> HttpResponse:
    """A slip for everybody who has not come in yet, eight on a page; shown on this answer alone."""
    unit = _unit(request)
    added = renew_codes(unit=unit, by=request.person, at=timezone.now())
    with open_unit(unit):
        address = request.build_absolute_uri(city_url("identity:activate"))
        context = {"slips": added, "unit": unit, "activate_url": address}
        return render(request, "people/slips.html", context)


def _unit(request: PersonRequest) -> UnitRef:
    assert request.unit_row is not None  # noqa: S101 (these pages stand inside a unit)
    return request.unit_row


def _keys(typed: list[str]) -> list[UUID]:
    try:
        return [UUID(key) for key in typed]
    except ValueError as nonsense:
        raise NotFound from nonsense


def _table(rows: list[Post]) -> Table:
    return Table(
        "proposals",
        _("外单位任职"),
        (
            Column("name", _("姓名"), lambda row: row.account.name, card="title"),
            Column("unit", _("提出单位"), lambda row: row.unit.name, width="wide"),
            Column("title", _("拟任职务"), card="aside"),
            Column("started_on", _("提出日期")),
        ),
        rows,
        bulk=(
            Button(_("同意"), "primary", name="act", value="accept"),
            Button(_("不同意"), "danger", name="act", value="decline"),
        ),
        bulk_url=reverse("people:answer_proposals"),
        empty=EmptyState(
            _("没有待确认的外单位任职"),
            _("其他单位提出由本单位人员任职的，会出现在这里；本人也可凭激活通知单自行确认。"),
        ),
    )
