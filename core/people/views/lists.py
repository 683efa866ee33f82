"""名单导入导出: upload a list, see what is wrong or what it would do, accept it; take one away."""

import re
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.context import UnitRef, open_city, open_unit
from core.errors import NotFound
from core.files.public import as_csv, as_xlsx
from core.identity.selectors import numbers_in_unit
from core.people.errors import ListHasErrors, ListNotOpen, ListOutdated
from core.people.exporting import exported, note_export, people_template
from core.people.models import PeopleList
from core.people.services.importing import (
    Accepted,
    Preview,
    accept_list,
    give_up_list,
    keep_list,
    preview_list,
)
from core.people.views.list_parts import (
    errors_as_rows,
    errors_of,
    only_correct_question,
    plan_of,
    recent_lists,
)
from core.ui.components.buttons import Button
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.lists import ListState
from core.ui.links import city_url
from core.web.access import requires
from core.web.request import PersonRequest
from core.web.scope import own_transactions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
#: What no file system takes in a name; the unit's name stands in the names of downloads.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


class ListForm(forms.Form):
    """The file; what stands in it is checked by ``core.people.listing``."""

    file = forms.FileField(
        label=gettext_lazy("名单文件"),
        help_text=gettext_lazy("XLSX 或 CSV（UTF-8、GB18030 均可），最多 10,000 行。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
        allow_empty_file=True,
    )


@requires("people.manage")
@own_transactions
def upload(request: PersonRequest) -> HttpResponse:
    """The form for a list, what makes the one just sent unreadable, and the lists of before."""
    unit = _unit(request)
    posted = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if posted else ListForm()
    if not posted or not form.is_valid():
        return _upload_page(request, form, None, status=422 if posted else 200)
    file = form.cleaned_data["file"]
    preview, kept = keep_list(
        unit=unit, source=file, name=file.name or "", by=request.person, at=timezone.now()
    )
    if kept is None:
        return _upload_page(request, ListForm(), preview, status=422)
    return redirect("people:list", kept.pk)


def _upload_page(
    request: PersonRequest, form: ListForm, preview: Preview | None, *, status: int
) -> HttpResponse:
    with open_unit(_unit(request)):
        parts = errors_of(preview.checked.errors) if preview else ()
        context = {
            "head": PageHead(_("导入名单"), crumbs=_crumbs()),
            "form": form,
            "errors": parts,
            "recent": recent_lists(),
        }
        return render(request, "people/list_upload.html", context, status=status)


@requires("people.manage")
@own_transactions
@require_safe
def one(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """What a list would do, and what is wrong in it; or what came of it."""
    kept, preview = preview_list(unit=_unit(request), list_id=list_id)
    return _list_page(request, kept, preview)


@requires("people.manage")
@own_transactions
@never_cache
@require_POST
def accept(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """Carry the list out. The codes to hand over are on the answer, and nowhere afterwards."""
    unit = _unit(request)
    try:
        done = accept_list(
            unit=unit,
            list_id=list_id,
            basis=request.POST.get("basis", ""),
            only_correct=request.POST.get("only_correct") == "1",
            by=request.person,
            at=timezone.now(),
        )
    except (ListOutdated, ListHasErrors) as refused:
        kept, preview = preview_list(unit=unit, list_id=list_id)
        return _list_page(request, kept, preview, refused=str(refused), status=refused.status)
    return _done_page(request, done)


@requires("people.manage")
@require_POST
def give_up(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """Put the list aside; nothing was changed."""
    give_up_list(list_id=list_id)
    messages.success(request, _("已放弃这份名单，没有任何改动。"))
    return redirect("people:lists")


@requires("people.manage")
@own_transactions
@require_safe
def errors(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """The lines that are wrong, each with what to do, to be corrected and uploaded again."""
    unit = _unit(request)
    _kept, preview = preview_list(unit=unit, list_id=list_id)
    if preview is None:
        raise ListNotOpen
    head, rows = errors_as_rows(preview)
    return download(as_xlsx(_("需要改正的行"), head, rows), _("需要改正的行"), "xlsx")


@requires("people.manage")
@require_safe
def template(request: PersonRequest) -> HttpResponse:  # noqa: ARG001 -- Django's form
    """A workbook to fill in, with this unit's departments and roles to pick from."""
    return download(people_template(), _("人员名单模板"), "xlsx")


@requires("people.manage")
@own_transactions
@require_safe
def export(request: PersonRequest, ending: str) -> HttpResponse:
    """The people that the page's filters let through, as a list that can be imported again."""
    if ending not in {"csv", "xlsx"}:
        raise NotFound
    unit = _unit(request)
    with open_city():
        numbers = numbers_in_unit(unit.id)
    state = ListState.of(request, "members")
    with open_unit(unit):
        head, rows = exported(state.value("name"), state.value("state"), numbers)
        note_export(len(rows), by=request.person, at=timezone.now())
    name = _("%(unit)s人员名单%(day)s") % {"unit": unit.name, "day": _day(timezone.now())}
    content = as_csv(head, rows) if ending == "csv" else as_xlsx(_("人员名单"), head, rows)
    return download(content, name, ending)


def _list_page(
    request: PersonRequest,
    kept: PeopleList,
    preview: Preview | None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    with open_unit(_unit(request)):
        acts = _acts(preview) if preview else ()
        head = PageHead(kept.name, crumbs=_crumbs(kept.name), acts=acts, note=_note(kept))
        context = {
            "head": head,
            "list": kept,
            "preview": preview,
            "refused": refused,
            "parts": plan_of(kept, preview),
            "only_correct": only_correct_question(kept, preview) if preview else None,
        }
        return render(request, "people/list.html", context, status=status)


def _acts(preview: Preview) -> tuple[Button, ...]:
    """What may be done now; each is the button of a form or opens a last question."""
    cancel = Button(_("放弃"), form="give-up")
    if preview.checked.errors:
        only = Button(_("只导入正确的行"), opens="only-correct")
        some = () if preview.plan.is_empty else (only,)
        again = Button(_("改正后重新上传"), "primary", reverse("people:lists"), "arrow-up-tray")
        return (again, *some, cancel)
    if preview.plan.is_empty:
        return (cancel,)
    return (Button(_("确认导入"), "primary", form="accept"), cancel)


def _note(kept: PeopleList) -> str:
    facts = {"state": kept.get_state_display(), "by": kept.checked_by}
    return _("%(state)s，%(by)s上传") % facts


def _done_page(request: PersonRequest, done: Accepted) -> HttpResponse:
    address = request.build_absolute_uri(city_url("identity:activate"))
    with open_unit(_unit(request)):
        context = {
            "head": PageHead(_("导入完成"), crumbs=_crumbs(_("导入完成"))),
            "done": done,
            "unit": request.unit_row,
            "activate_url": address,
        }
        return render(request, "people/list_done.html", context)


def _crumbs(*inside: str) -> tuple[Crumb, ...]:
    above = Crumb(_("人员与角色"), reverse("people:members"))
    here = Crumb(_("导入名单"), reverse("people:lists") if inside else "")
    return (above, here, *(Crumb(name) for name in inside))


def download(content: bytes, name: str, ending: str) -> HttpResponse:
    """A table as a file, under a name that every system takes."""
    answer = HttpResponse(content, content_type=CSV if ending == "csv" else XLSX)
    file = f"{_NOT_IN_NAMES.sub('', name)}.{ending}"
    answer["Content-Disposition"] = content_disposition_header(True, file) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _day(at: datetime) -> str:
    return f"{timezone.localdate(at):%Y%m%d}"


def _unit(request: PersonRequest) -> UnitRef:
    assert request.unit_row is not None  # noqa: S101 (these pages stand inside a unit)
    return request.unit_row
