"""Pages of the administrators of city and counties: units served, requests, what was done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.errors import NotFound
from core.identity.areas import events_seen_by, requests_before, units_served
from core.identity.models import AdministratorRequest, RequestState
from core.identity.services.authority import decide_administrator
from core.identity.services.resets import resets_before, second_half
from core.ui import (
    Button,
    Column,
    Component,
    EmptyState,
    Filter,
    ListState,
    Notice,
    PageHead,
    Pagination,
    StateTag,
    Table,
    keyset_page,
)
from core.ui.components.marks import Tone
from core.web.access import requires_city
from core.web.confirmation import confirm_url, is_confirmed
from core.web.request import PersonRequest

_TONES: dict[str, Tone] = {"pending": "warn", "approved": "good", "refused": "neutral"}


@requires_city("area.accounts")
@require_safe
def requests(request: PersonRequest) -> HttpResponse:
    """Who is to administer a unit, and waits for a second person's word."""
    state = ListState.of(request, "admin_requests")
    rows = requests_before(request.person, state=state.value("state") or RequestState.PENDING)
    page = keyset_page(rows, order=("asked_at", "id"), state=state)
    parts: list[Component] = [] if is_confirmed(request) else [ask_again(request)]
    parts.append(_requests_table(page.rows, state, may=not parts, pages=page.pagination))
    head = PageHead(
        _("管理员授权"), note=_("单位提出的管理员，须由申请人和本人以外的安全管理员审批。")
    )
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


@requires_city("area.accounts", again=True)
@require_POST
def decide(request: PersonRequest) -> HttpResponse:
    """Approve or refuse the chosen requests, all or none."""
    approve = request.POST.get("act") == "approve"
    chosen = _keys(request.POST.getlist("row"))
    for key in chosen:
        decide_administrator(request_id=key, approve=approve, by=request.person, at=timezone.now())
    words = _("已批准%(n)d项。") if approve else _("未批准%(n)d项。")
    messages.success(request, words % {"n": len(chosen)})
    return redirect("identity:requests")


@requires_city("area.units")
@require_safe
def units(request: PersonRequest) -> HttpResponse:
    """The units that this administrator serves."""
    state = ListState.of(request, "area_units")
    rows = units_served(request.person)
    if name := state.value("name"):
        rows = rows.filter(name__icontains=name)
    page = keyset_page(rows, order=("position", "id"), state=state, count=rows.count())
    table = Table(
        "area_units",
        _("所服务的单位"),
        (
            Column("name", _("单位"), filter=Filter(), card="title", width="wide"),
            Column("level", _("层级"), lambda row: row.get_level_display()),
            Column("state", _("状态"), lambda row: StateTag(row.get_state_display()), card="aside"),
        ),
        page.rows,
        state,
        count=page.count,
        pages=page.pagination,
    )
    note = _("管理员只服务这些单位，不进入单位，不能查看公文等业务内容。")
    head = PageHead(_("所服务的单位"), note=note)
    return render(request, "ui/stacked.html", {"head": head, "parts": [table]})


@requires_city("area.accounts")
@require_safe
def events(request: PersonRequest) -> HttpResponse:
    """What was done with accounts of the units served, the latest first."""
    state = ListState.of(request, "security_events")
    page = keyset_page(events_seen_by(request.person), order=("-at", "-id"), state=state)
    table = Table(
        "security_events",
        _("账号安全记录"),
        (
            Column("kind", _("事项"), lambda row: row.get_kind_display(), card="title"),
            Column("name", _("人员"), card="aside"),
            Column("unit", _("单位"), lambda row: row.unit.name if row.unit else _("市级平台")),
            Column("by_name", _("经办"), lambda row: row.by_name or _("本人或系统")),
            Column("at", _("时间")),
        ),
        page.rows,
        state,
        pages=page.pagination,
        empty=EmptyState(_("还没有账号安全记录"), _("口令重置、解除绑定、授权等会记在这里。")),
    )
    head = PageHead(_("账号安全记录"))
    return render(request, "ui/stacked.html", {"head": head, "parts": [table]})


@requires_city("area.accounts")
@never_cache
@require_safe
def resets(request: PersonRequest) -> HttpResponse:
    """The resets that stand, with the half of the code that is told to the person from here."""
    rows = list(resets_before(request.person, at=timezone.now()))
    parts: list[Component] = [] if is_confirmed(request) else [ask_again(request)]
    half = () if parts else (Column("half", _("代码后半段"), second_half, card="aside"),)
    parts.append(
        Table(
            "resets",
            _("口令重置"),
            (
                Column("name", _("人员"), lambda row: row.account.name, card="title"),
                Column("unit", _("单位"), lambda row: row.unit.name),
                Column("started_name", _("发起人")),
                Column("started_at", _("发起时间")),
                *half,
            ),
            rows,
            empty=EmptyState(_("没有进行中的口令重置"), _("单位发起后24小时内会列在这里。")),
        )
    )
    note = _(
        "核实是本人后，只把后半段告知本人；前半段由其单位管理员告知。任何一方都不掌握完整代码。"
    )
    head = PageHead(_("口令重置"), note=note)
    return render(request, "ui/stacked.html", {"head": head, "parts": parts})


def _keys(typed: list[str]) -> list[UUID]:
    try:
        return [UUID(key) for key in typed]
    except ValueError as nonsense:
        raise NotFound from nonsense


def ask_again(request: PersonRequest) -> Notice:
    """The way to the proof that the acts of this page ask for."""
    act = Button(_("确认身份"), "primary", confirm_url(request))
    return Notice(_("办理前须再次确认是您本人。"), "warn", act=act)


def _requests_table(
    rows: list[AdministratorRequest], state: ListState, *, may: bool, pages: Pagination
) -> Table:
    acts = (
        Button(_("批准"), "primary", name="act", value="approve"),
        Button(_("不批准"), "danger", name="act", value="refuse"),
    )
    return Table(
        "admin_requests",
        _("管理员授权"),
        (
            Column("name", _("人员"), card="title"),
            Column("title", _("职务")),
            Column("unit", _("单位"), lambda row: row.unit.name, width="wide"),
            Column("asked_name", _("申请人")),
            Column("asked_at", _("申请时间")),
            Column(
                "state",
                _("状态"),
                lambda row: StateTag(row.get_state_display(), _TONES[row.state]),
                card="aside",
                filter=Filter("choice", RequestState.choices),
            ),
            Column("decided_name", _("审批人"), card="none"),
        ),
        rows,
        state,
        bulk=acts if may else (),
        bulk_url=reverse("identity:decide_requests"),
        pages=pages,
        empty=EmptyState(_("没有待审批的申请"), _("单位提出新的管理员后会出现在这里。")),
    )
