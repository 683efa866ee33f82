"""Installing, disabling, enabling, removing: the plan first, then the act, each on its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import UnitRef, open_unit
from core.contracts.people import Person
from core.errors import DomainError, NotFound
from core.modules.public import registry
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.notices import Notice
from core.web.access import requires
from core.web.request import PersonRequest
from core.web.scope import own_transactions
from installer.errors import NameNotTyped
from installer.modules.plan_parts import parts_of
from installer.modules.words import WORDS, fee_class_here, module_named, rows_here, state_of
from installer.plans import Act, Plan, make_plan, possible_acts
from tenancy.many import ACTS


@own_transactions
@requires("modules.manage")
def act_page(request: PersonRequest, name: str, act: str) -> HttpResponse:
    """The plan of an act; posted, the act itself, outside the page's own transaction."""
    unit = _unit(request)
    with open_unit(unit):
        plan = planned(name, act)
        if request.method != "POST":
            return _page(request, plan)
    try:
        _refuse_unless_typed(request, plan)
        carry_out(plan, unit.code, by=request.person)
    except DomainError as refused:
        with open_unit(unit):
            return _page(request, planned(name, act), refused)
    messages.success(request, str(WORDS[plan.act].done))
    return redirect("unit_modules:module", name)


def _unit(request: PersonRequest) -> UnitRef:
    if request.unit_row is None:
        raise NotFound
    return request.unit_row


def planned(name: str, word: str) -> Plan:
    """The plan of an act in the open unit; raises ``NotFound`` for one that is never possible."""
    module = module_named(name)
    if word not in tuple(Act) or (module.is_mandatory and word != Act.UPGRADE):
        raise NotFound
    states = {key: state for key, row in rows_here().items() if (state := state_of(row))}
    return make_plan(Act(word), name, modules=registry(), states=states, fee_class=fee_class_here())


def carry_out(plan: Plan, code: str, *, by: Person) -> None:
    """Bring in what is needed first, then do the act; each is a transaction of its own."""
    for needed in plan.first:
        ACTS["install"](code, needed.name, by=by)
    ACTS[plan.act.value](code, plan.module.name, by=by)


def _refuse_unless_typed(request: PersonRequest, plan: Plan) -> None:
    title = str(plan.module.manifest.said)
    if plan.act is Act.PURGE and request.POST.get("typed_name", "").strip() != title:
        raise NameNotTyped(name=title)


def _page(request: PersonRequest, plan: Plan, refused: DomainError | None = None) -> HttpResponse:
    words, manifest = WORDS[plan.act], plan.module.manifest
    row = rows_here().get(plan.module.name)
    version = row.version if row else ""
    title = _("%(act)s“%(module)s”") % {"act": words.title, "module": manifest.said}
    way = (
        Crumb(_("模块管理"), reverse("unit_modules:list")),
        Crumb(manifest.said, reverse("unit_modules:module", args=[plan.module.name])),
        Crumb(words.title),
    )
    context = {
        "head": PageHead(title, crumbs=way),
        "refused": Notice(str(refused), "bad", alert=True) if refused else None,
        "parts": parts_of(plan),
        "plan": plan,
        "is_open": plan.act in possible_acts(plan.module, state_of(row), version),
        "words": words,
        "typed": str(manifest.said) if plan.act is Act.PURGE else "",
        "back": reverse("unit_modules:module", args=[plan.module.name]),
    }
    status = refused.status if refused else 200
    return render(request, "installer/module_act.html", context, status=status)
