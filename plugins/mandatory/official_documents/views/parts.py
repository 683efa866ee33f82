"""What the module's pages share: the tabs over them, crumbs, words for a state."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.contracts.people import Person
from core.contracts.urgency import Urgency
from core.exchange.public import count_waiting
from core.ui import (
    Button,
    Crumb,
    PageHead,
    StateTag,
    Table,
    TabLine,
    Tabs,
    Tag,
    urgency_tag,
)
from core.ui.components.marks import Tone
from core.web.request import PersonRequest
from plugins.mandatory.official_documents.models import Document, State
from plugins.mandatory.official_documents.permissions import DRAFT, RECEIVE, VIEW

TITLE = gettext_lazy("公文管理")

TONES: dict[str, Tone] = {
    State.DRAFT: "neutral",
    State.IN_REVIEW: "warn",
    State.SIGNED: "info",
    State.NUMBERED: "info",
    State.DISPATCHED: "good",
}


def tabs(person: Person, current: str) -> Tabs:
    """The module's lists that ``person`` may open; what waits for 签收 is counted."""
    lines: list[tuple[str, str, int | None]] = []
    if person.may(RECEIVE):
        lines.append(("waiting", _("待签收"), count_waiting()))
    lines.append(("under_way", _("在办发文"), None))
    if person.may(VIEW):
        lines += [("received", _("收文登记簿"), None), ("sent", _("发文登记簿"), None)]
    return Tabs(
        TITLE,
        tuple(
            TabLine(title, reverse(f"official_documents:{name}"), count, name == current)
            for name, title, count in lines
        ),
    )


def list_page(
    request: PersonRequest, current: str, table: Table, acts: tuple[Button, ...] = ()
) -> HttpResponse:
    """One of the module's lists, under its tabs."""
    draft = Button(_("拟稿"), "primary", reverse("official_documents:new"), icon="pencil-square")
    context = {
        "head": PageHead(TITLE, acts=(draft, *acts) if request.person.may(DRAFT) else acts),
        "tabs": tabs(request.person, current),
        "table": table,
    }
    return TemplateResponse(request, "official_documents/list.html", context)


def crumbs(list_name: str, title: str, last: str) -> tuple[Crumb, ...]:
    """The way back from a paper to its list."""
    return (Crumb(title, reverse(f"official_documents:{list_name}")), Crumb(last))


def state_tag(document: Document) -> StateTag:
    """Where a document stands, as a mark."""
    return StateTag(document.get_state_display(), TONES.get(document.state, "neutral"))


def urgency_marks(urgency: str) -> tuple[Tag, ...]:
    """The mark of an urgency; nothing for a plain paper."""
    return (urgency_tag(str(Urgency(urgency).label)),) if urgency else ()
