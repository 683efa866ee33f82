"""What modules bring to a page, made ready for it inside each module's own fence.

Pages call these functions (or the tags of ``{% load modules %}``) instead of ``host.ask``:
addresses are resolved, templates drawn and cells filled where a failure is still only the
module's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.context import current_scope
from core.contracts.absence import PersonOut
from core.contracts.pages import (
    MenuItem,
    Panel,
    RegisterColumn,
    SearchResult,
    TodayItem,
    WorkbenchCard,
)
from core.contracts.people import Person
from core.modules.answers import Answer, JunkAnswer
from core.modules.discovery import registry
from core.modules.loading import host
from core.ui.frame import Banner, MenuLine
from core.ui.links import unit_url

T = TypeVar("T")

#: The unit's page opens the group of its household, after all modules.
OWN_UNIT = 890


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of page that a module brought. ``failed``: there is nothing but its title."""

    module: str
    title: str | Promise
    html: SafeString | str = ""
    order: int = 100
    failed: bool = False


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A module's column of a register, with the text of each row it knows."""

    code: str
    title: str | Promise
    cells: dict[UUID, str]
    order: int = 100


def menu_lines(person: Person) -> Iterator[MenuLine]:
    """The lines of the rail that this unit's modules bring, as far as ``person`` may see them."""
    scope = current_scope()
    if scope is None or scope.unit is None:
        return
    answers = host().ask("menu_items", person=person, finish=_menu_line)
    for permission, line in _items(answers):
        if person.may(permission):
            yield line


def unit_line(person: Person) -> Iterator[MenuLine]:
    """The line of the rail that leads to the unit's own page, for everybody in it."""
    if person.unit is not None:
        url = unit_url(person.unit.code, "unit:page")
        yield MenuLine(_("本单位"), url, "building-office", group=_("单位管理"), position=OWN_UNIT)


def workbench_cards(request: HttpRequest, person: Person) -> list[Drawn]:
    """The cards of the person's workbench."""
    return _drawn("workbench_cards", request, person=person)


def people_out(member_ids: Sequence[UUID], on: date) -> dict[UUID, PersonOut]:
    """Who of these is out on that day; whom several modules name is out the longest."""
    asked = set(member_ids)
    answers = host().ask("people_out", member_ids=tuple(member_ids), on=on) if asked else ()
    told = [out for answer in answers for out in answer.items if out.member_id in asked]
    told.sort(key=lambda out: out.until or on)
    return {out.member_id: out for out in told}


def unit_page_panels(request: HttpRequest, person: Person) -> list[Drawn]:
    """The panels of the unit's page."""
    return _drawn("unit_page_panels", request, person=person)


def handling_panels(request: HttpRequest, person: Person, reference: str) -> list[Drawn]:
    """The panels beside the matter that ``person`` is handling."""
    return _drawn("handling_panels", request, person=person, reference=reference)


def register_columns(register: str, keys: Sequence[UUID]) -> list[FilledColumn]:
    """The further columns of a register, filled for the rows ``keys``."""
    answers = host().ask(
        "register_columns", register=register, finish=lambda column: _filled(column, keys)
    )
    return sorted(_items(answers), key=lambda column: column.order)


def search_url(_person: Person) -> str:
    """The address of the search page; '' where no module of the unit can be searched."""
    scope = current_scope()
    if scope is None or scope.unit is None or not host().listeners("search_results"):
        return ""
    return reverse("search:everything")


def search_results(person: Person, query: str) -> list[Answer[SearchResult]]:
    """What each module found for ``person``; a failed one is marked, for the page to say so."""
    return host().ask("search_results", person=person, query=query)


def today_items(person: Person, day: date) -> list[TodayItem]:
    """The person's day as the unit's modules know it, in the order of the clock."""
    items = _items(host().ask("today_items", person=person, day=day))
    return sorted(items, key=lambda item: item.starts_at.timestamp() if item.starts_at else 0.0)


def urgent_banners(person: Person) -> Iterator[Banner]:
    """The lines over every page of this unit that stay until their cause is gone."""
    scope = current_scope()
    if scope is None or scope.unit is None:
        return
    for item in _items(host().ask("urgent_banners", person=person)):
        yield Banner(item.text, "bad", item.url, item.act)


def _items(answers: Iterable[Answer[T]]) -> Iterator[T]:
    return (item for answer in answers for item in answer.items)


def _menu_line(item: MenuItem) -> tuple[str, MenuLine]:
    url, badge = reverse(item.url_name), item.badge or 0
    line = MenuLine(
        item.title, url, icon=item.icon, badge=badge, group=item.group, position=item.order
    )
    return item.permission, line


def _drawn(hook: str, request: HttpRequest, **arguments: Any) -> list[Drawn]:
    pieces: list[Drawn] = []
    answers = host().ask(hook, finish=lambda piece: _draw(piece, request, arguments), **arguments)
    for answer in answers:
        pieces += [Drawn(answer.module, title, html, order) for title, html, order in answer.items]
        if answer.failure and not answer.items:
            pieces.append(Drawn(answer.module, title_of(answer.module), failed=True))
    return sorted(pieces, key=lambda piece: piece.order)


def _draw(
    piece: Panel | WorkbenchCard, request: HttpRequest, arguments: dict[str, Any]
) -> tuple[str | Promise, SafeString, int]:
    """Without the page's context processors: they would ask every module again."""
    token = SimpleLazyObject(lambda: get_token(request))
    context = {"csrf_token": token, **arguments, **piece.context}
    return piece.title, render_to_string(piece.template, context), piece.order


def _filled(column: RegisterColumn, keys: Sequence[UUID]) -> FilledColumn:
    cells = dict(column.cells(keys))
    if not set(cells) <= set(keys) or not all(isinstance(text, str) for text in cells.values()):
        raise JunkAnswer("cells are texts by the keys that were given")
    return FilledColumn(column.code, column.title, cells, column.order)


def title_of(module: str) -> str | Promise:
    """What people call the module, in the reader's language."""
    return registry()[module].manifest.said if module in registry() else module
