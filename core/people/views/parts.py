"""What the three pages of people share: the tabs above them, and showing a refusal."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.identity.forms import show_refusal
from core.ui.components.heads import TabLine, Tabs
from core.web.request import PersonRequest

_PAGES = (
    ("people:members", _("人员"), "people.view"),
    ("people:departments", _("内设机构"), "people.manage"),
    ("people:portfolio", _("分管"), "people.view"),
    ("people:substitutes", _("代行"), "people.view"),
    ("transfers:listing", _("调动"), "people.manage"),
    ("people:roles", _("角色"), "people.manage"),
    ("people:proposals", _("外单位任职"), "people.manage"),
    ("people:groups", _("常用分组"), "people.view"),
)

#: What waits behind a tab, by its page; higher parts of core add themselves.
counts: dict[str, Callable[[], int]] = {}


def tabs(request: PersonRequest, current: str) -> Tabs:
    """The pages about people that this person may open."""
    return Tabs(
        _("人员与角色"),
        tuple(
            TabLine(title, reverse(name), _count(name), current=name == current)
            for name, title, permission in _PAGES
            if request.person.may(permission)
        ),
    )


def _count(name: str) -> int | None:
    return (counts[name]() or None) if name in counts else None


def status_of(form: forms.Form | None) -> int:
    """The status of a page with a form: 422 while something in it is wrong."""
    return 422 if form is not None and form.is_bound and form.errors else 200


def show_form(request: PersonRequest, template: str, form: forms.Form, **more: Any) -> HttpResponse:
    """The page with its form, fresh or with what is wrong in it."""
    return render(request, template, {"form": form, **more}, status=status_of(form))


def refuse_form(
    request: PersonRequest, template: str, form: forms.Form, refused: DomainError, **more: Any
) -> HttpResponse:
    """The page again with what the service refused; the caller has undone what was written."""
    show_refusal(form, refused)
    return render(request, template, {"form": form, **more}, status=refused.status)
