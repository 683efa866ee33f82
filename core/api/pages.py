"""接口令牌: what programs may do in one's name; made after proving to be there, told once."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.api.forms import ChosenForm, TokenForm
from core.api.models import ApiToken
from core.api.tokens import make_token, revoke_tokens, tokens_of
from core.errors import NotFound
from core.ui.components.buttons import Button
from core.ui.components.marks import StateTag
from core.ui.components.tables import Column, Table
from core.ui.dates import moment
from core.web.access import signed_in
from core.web.confirmation import confirm_url, is_confirmed
from core.web.request import PersonRequest


@signed_in
@never_cache
@require_safe
def token_list(request: PersonRequest) -> HttpResponse:
    """The person's own tokens."""
    rows = tokens_of(request.account, at=timezone.now())
    return render(request, "api/tokens.html", {"table": _table(list(rows))})


@signed_in
@never_cache
def new_token(request: PersonRequest) -> HttpResponse:
    """Make a token; its key is on this answer and nowhere afterwards."""
    if not is_confirmed(request):
        return redirect(confirm_url(request))
    form = TokenForm(request.POST or None, units=request.units)
    if request.method != "POST" or not form.is_valid():
        return render(
            request, "api/new_token.html", {"form": form}, status=422 if form.errors else 200
        )
    at = timezone.now()
    key, token = make_token(
        account=request.account, wanted=form.wanted(at), by=request.person, at=at
    )
    return render(request, "api/new_token.html", {"key": key, "token": token})


@signed_in
@require_POST
def revoke(request: PersonRequest) -> HttpResponse:
    """End the chosen tokens; at once, and for good."""
    at = timezone.now()
    own = tokens_of(request.account, at=at)
    form = ChosenForm(request.POST, rows=own)
    if not form.is_valid():
        raise NotFound
    revoke_tokens(own, [UUID(row) for row in form.cleaned_data["row"]], by=request.person, at=at)
    messages.success(request, _("所选令牌已停用，使用它的程序不能再访问。"))
    return redirect("tokens:list")


def _table(rows: Sequence[ApiToken]) -> Table:
    return Table(
        "tokens",
        _("接口令牌"),
        (
            Column("name", _("名称"), card="title"),
            Column("mode", _("方式"), _mode, card="aside"),
            Column("hint", _("令牌"), lambda row: f"{row.hint}…"),
            Column("unit", _("单位"), lambda row: row.unit.name if row.unit else _("全部单位")),
            Column("scopes", _("权限范围"), lambda row: "、".join(row.scopes)),
            Column("used_at", _("最近使用"), lambda row: moment(row.used_at) or _("从未使用")),
            Column("expires_at", _("到期"), lambda row: moment(row.expires_at)),
        ),
        rows,
        bulk=(Button(_("停用所选令牌"), "danger"),),
        bulk_url=reverse("tokens:revoke"),
    )


def _mode(row: ApiToken) -> StateTag:
    return StateTag(_("只查询"), "info") if row.read_only else StateTag(_("可办理"), "warn")
