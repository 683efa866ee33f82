"""What comes back from a question, and the proof that it is what was asked for.

A module may return a list, a generator or nothing. Everything is taken out and looked at
inside the module's fence, so that a wrong answer is the module's failure, never the page's.
"""

import types
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from itertools import islice
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from core.contracts.handover import OpenMatter
from core.contracts.pages import (
    MenuItem,
    Panel,
    RegisterColumn,
    SearchResult,
    TodayItem,
    UrgentBanner,
    WorkbenchCard,
)

#: More values than any page shows; a generator without end stops here.
ITEMS_AT_MOST = 100

T = TypeVar("T")


class FailureKind(StrEnum):
    """Why a module's part is missing from the page."""

    RAISED = "raised"
    SLOW = "slow"
    JUNK = "junk"
    LOST = "lost"
    SWITCHED_OFF = "switched_off"


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One module's answer; ``failure`` says why it is empty (or came late, if it is not)."""

    module: str
    items: tuple[T, ...] = ()
    failure: FailureKind | None = None


class JunkAnswer(TypeError):
    """An implementation returned something else than its hook declares."""


def taken_out(result: object, expected: type[T], module: str) -> tuple[T, ...]:
    """All values of an implementation's result; raises ``JunkAnswer`` on anything unasked."""
    if result is None:
        return ()
    if isinstance(result, str | bytes | dict) or not isinstance(result, Iterable):
        raise JunkAnswer(f"expected several {expected.__name__}, got {type(result).__name__}")
    items = tuple(islice(result, ITEMS_AT_MOST + 1))
    if len(items) > ITEMS_AT_MOST:
        raise JunkAnswer(f"more than {ITEMS_AT_MOST} values")
    for item in items:
        _prove(item, expected, module)
    return items


def _prove(item: object, expected: type, module: str) -> None:
    if type(item) is not expected or not is_dataclass(item):
        raise JunkAnswer(f"expected {expected.__name__}, got {type(item).__name__}")
    hints = _hints(expected)  # type: ignore[arg-type]  # mypy: a type is hashable
    for each in fields(item):
        value = getattr(item, each.name)
        if not _is_a(value, hints[each.name]):
            raise JunkAnswer(f"{expected.__name__}.{each.name} is a {type(value).__name__}")
    _prove_own(item, module)


@cache
def _hints(expected: type) -> dict[str, Any]:
    return get_type_hints(expected)


def _is_a(value: object, hint: Any) -> bool:
    """Whether ``value`` is of the annotated type, as far as one level shows."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return any(_is_a(value, part) for part in get_args(hint))
    wanted = origin or hint
    if wanted is int and isinstance(value, bool):
        return False
    return isinstance(value, wanted)


def _prove_own(item: object, module: str) -> None:
    """A module speaks for itself: its own pages, templates and permissions, nobody else's."""
    match item:
        case MenuItem(url_name=url_name, permission=permission):
            own = url_name.startswith(f"{module}:") and permission.startswith(f"{module}.")
        case WorkbenchCard(template=template) | Panel(template=template):
            own = template.startswith(f"{module}/")
        case SearchResult(url=url) | TodayItem(url=url) | UrgentBanner(url=url):
            own = url.startswith("/") and f"/m/{module}/" in url
        case OpenMatter(url=url):
            own = not url or url.startswith(f"m/{module}/")
        case RegisterColumn(code=code):
            own = code.isidentifier()
        case _:
            own = True
    if not own:
        raise JunkAnswer(f"{type(item).__name__} points outside the module")
