"""Tags and filters of the component library.

A page builds larger parts (tables, heads) in its view and shows them with
``{% component part %}``; the small ones have a tag of their own.
"""

from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template import Context
from django.urls import get_script_prefix
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.ui import dates, links
from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button
from core.ui.components.forms import Field, Fieldset, FormErrors, FormFields
from core.ui.components.heads import Crumb, PageHead
from core.ui.components.marks import Light, StateTag, Tag, urgency_tag
from core.ui.components.notices import EmptyState, Notice, NoticeKind
from core.ui.icons import IconStyle
from core.ui.icons import icon as draw_icon
from core.ui.problems import ProblemWords, words_for

register = template.Library()

#: How Django's messages are shown.
MESSAGE_KINDS: dict[int, NoticeKind] = {
    constants.SUCCESS: "good",
    constants.WARNING: "warn",
    constants.ERROR: "bad",
}


def _shown(part: Component, context: Context) -> SafeString:
    return part.render(csrf_token=context.get("csrf_token", ""), request=context.get("request"))


@register.simple_tag(takes_context=True)
def component(context: Context, part: Component | None) -> str:
    """Show any component, with what its forms need from the page; nothing for None."""
    return _shown(part, context) if part else ""


@register.simple_tag
def icon(name: str, size: int = 20, style: IconStyle = "outline") -> SafeString:
    """A heroicon beside words, hidden from screen readers."""
    return draw_icon(str(name), size, style)


@register.simple_tag(takes_context=True)
def button(context: Context, label: Text, **options: Any) -> SafeString:
    """``{% button "签收" kind="primary" %}``; options as of ``Button``."""
    return _shown(Button(label, **options), context)


@register.simple_tag
def tag(text: Text, **options: Any) -> SafeString:
    """``{% tag "附件 3" icon="paper-clip" %}``; options as of ``Tag``."""
    return Tag(text, **options).render()


@register.simple_tag
def urgency(text: str) -> SafeString:
    """``{% urgency "特急" %}``; nothing for an empty urgency."""
    return urgency_tag(text).render() if text else SafeString("")


@register.simple_tag
def state(text: Text, **options: Any) -> SafeString:
    """``{% state "待签收" tone="warn" %}``."""
    return StateTag(text, **options).render()


@register.simple_tag
def light(level: Any, text: Text) -> SafeString:
    """``{% light "amber" "剩1工作日" %}``."""
    return Light(level, text).render()


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """``{% field form.title %}``: label, help, control and error of one field."""
    return Field(bound, **options).render()


@register.simple_tag
def form_errors(form: BaseForm) -> SafeString:
    """``{% form_errors form %}``: the summary over a form; nothing while it is right."""
    return FormErrors(form).render()


@register.simple_tag
def form_fields(form: BaseForm, **options: Any) -> SafeString:
    """``{% form_fields form %}``: the summary and all fields; ``beside=True`` as on paper."""
    return FormFields(form, **options).render()


@register.simple_block_tag
def fieldset(content: SafeString, legend: Text, help: Text = "") -> SafeString:  # noqa: A002
    """``{% fieldset "基本信息" %} fields {% endfieldset %}``."""
    return Fieldset(legend, content, help=help).render()


@register.simple_tag(takes_context=True)
def page_head(context: Context, title: Text, **options: Any) -> SafeString:
    """``{% page_head "收文登记" crumb="公文" crumb_url=url %}``; else as ``PageHead``."""
    above = options.pop("crumb", ""), options.pop("crumb_url", "")
    if above[0]:
        options["crumbs"] = (Crumb(*above), Crumb(title))
    return _shown(PageHead(title, **options), context)


@register.simple_tag
def notice(text: Text, kind: NoticeKind = "info", **options: Any) -> SafeString:
    """``{% notice "已保存" kind="good" %}``."""
    return Notice(text, kind=kind, **options).render()


@register.simple_tag
def message_notice(message: Message) -> SafeString:
    """One of Django's messages as a notice."""
    kind = MESSAGE_KINDS.get(message.level or 0, "info")
    return Notice(message.message, kind=kind, alert=kind == "bad").render()


@register.simple_tag
def empty(why: Text, what_to_do: Text = "", **options: Any) -> SafeString:
    """``{% empty "还没有发文" "点右上角拟稿" %}``."""
    return EmptyState(why, what_to_do, **options).render()


@register.simple_tag
def hx(attributes: dict[str, Any]) -> SafeString:
    """Htmx attributes of a component: ``{"get": url}`` becomes `` hx-get="url"``."""
    return format_html_join("", ' hx-{}="{}"', attributes.items())


@register.simple_tag
def city_url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a city page from anywhere, a unit's page included."""
    return links.city_url(name, *args, **kwargs)


@register.simple_tag
def unit_url(code: str, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page of the unit ``code`` from anywhere."""
    return links.unit_url(code, name, *args, **kwargs)


@register.simple_tag
def preference_url() -> str:
    """Where reading preferences are kept; '' where the city has no such page."""
    return links.known_city_url("ui:preference")


@register.simple_tag
def home_url() -> str:
    """The first page of the unit whose page this is, else of the city."""
    return get_script_prefix()


@register.simple_tag
def problem_words(status: int) -> ProblemWords:
    """What a page with this HTTP status says."""
    return words_for(status or 400)


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月23日."""
    return dates.day(value)


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """2026年11月23日 09:30."""
    return dates.moment(value)


@register.filter(name="amount_fen")
def amount_filter(fen: int | None) -> str:
    """``{{ line.amount_fen|amount_fen }}``: 30,000.00 元; None is 未规定."""
    return dates.amount(fen)


@register.simple_tag
def amount_fen(fen: int | None) -> str:
    """``{% amount_fen line.amount_fen %}``: 30,000.00 元; None is 未规定."""
    return dates.amount(fen)


@register.filter
def thousands(number: int) -> str:
    """1,234,567: counts as the office writes them."""
    return f"{number:,}"
