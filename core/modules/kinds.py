"""The three kinds of hook, and the marks that declare a hook as one of them.

* ``asks``: a question; each module answers with some values or none. A failing answer is
  left out of the page and marked.
* ``announces``: a fact; each module hears of it after the commit, at least once.
* ``owner_callback``: one module, named by the caller, hears inside the caller's own
  transaction; its error refuses the act.
"""

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import pluggy

from core.modules.hooks import PROJECT_NAME

F = TypeVar("F", bound=Callable[..., Any])

_hookspec = pluggy.HookspecMarker(PROJECT_NAME)


class HookKind(StrEnum):
    """What happens when an implementation fails."""

    ASK = "ask"
    ANNOUNCE = "announce"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Hook:
    """A declared hook. ``value`` is the type of each answer, or of the fact announced."""

    name: str
    kind: HookKind
    value: type
    spec: Callable[..., Any]

    @property
    def signature(self) -> str:
        """The exact signature, as the documentation shows it."""
        tree: Any = ast.parse(inspect.getsource(self.spec)).body[0]
        return f"{self.name}({ast.unparse(tree.args)}) -> {ast.unparse(tree.returns)}"


#: Every hook by name, in the order of its declaration.
HOOKS: dict[str, Hook] = {}
#: Which hook announces a fact.
HOOK_OF_FACT: dict[type, Hook] = {}


def asks(answer: type) -> Callable[[F], F]:
    """Declare a question whose answers are values of the type ``answer``."""
    return _declared(HookKind.ASK, answer)


def announces(fact: type) -> Callable[[F], F]:
    """Declare that facts of this type are announced to every listener."""

    def mark(spec: F) -> F:
        declared = _declared(HookKind.ANNOUNCE, fact)(spec)
        HOOK_OF_FACT[fact] = HOOKS[spec.__name__]
        return declared

    return mark


def owner_callback(spec: F) -> F:
    """Declare a call to one named module, inside the caller's transaction."""
    return _declared(HookKind.OWNER, type(None))(spec)


def _declared(kind: HookKind, value: type) -> Callable[[F], F]:
    def mark(spec: F) -> F:
        HOOKS[spec.__name__] = Hook(spec.__name__, kind, value, spec)
        return _hookspec(spec)

    return mark
