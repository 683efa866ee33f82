"""The module host: who is registered, who is called, and what a failure may cost.

Three ways to call (``core.modules.kinds``): ``ask`` a question, ``announce`` a fact, or
``call_owner``. Only modules active in the unit of the open transaction are called, one by
one. A question that fails costs its own part of the page and nothing else.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any, Protocol

import pluggy
from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

from core.context import current_unit
from core.contracts.outbox import Enqueue
from core.errors import DomainError
from core.modules import hookspecs
from core.modules.answers import Answer, FailureKind, JunkAnswer, taken_out
from core.modules.facts import fact_as_json
from core.modules.faults import Failure
from core.modules.fence import Fence
from core.modules.hooks import PROJECT_NAME
from core.modules.hookspecs import HOOK_OF_FACT, HOOKS
from core.modules.kinds import Hook, HookKind
from core.modules.marks import Mark

#: A question that takes longer, all its statements together, is counted as a failure.
WALL_LIMIT_SECONDS = 2.0
#: The job that carries a fact to one listener.
DELIVER = "modules.deliver"

#: PostgreSQL: "canceling statement due to statement timeout".
_QUERY_CANCELED = "57014"

_log = logging.getLogger("citydesk.modules")


class ModuleNotActive(DomainError):
    """The owner of the matter is not switched on in this unit."""

    code = "module_not_active"
    message = _("本单位没有启用这一模块（%(module)s），不能办理它的事项。请联系本单位管理员。")


class OwnerFailed(DomainError):
    """The owner's callback broke: the act is refused, the cause stands in the log."""

    code = "module_callback_failed"
    message = _("模块 %(module)s 没能完成这一步，本次办理未生效。请稍后再试，或联系本单位管理员。")


class HooksRefused(Exception):
    """A module's hooks do not fit the declared ones."""


class Faults(Protocol):
    """Where failures are counted, and who is not asked because of them."""

    def switched_off(self) -> frozenset[str]:
        """The modules whose questions are not asked in the open unit."""

    def note(self, failure: Failure) -> None:
        """Count ``failure``."""


class CallMarks(Protocol):
    """Remembers the call that is under way, beyond the life of the process."""

    def held(self, mark: Mark) -> AbstractContextManager[None]:
        """Hold ``mark`` during the block."""


class ModuleHost:
    """Calls the hooks of the registered modules."""

    def __init__(self, *, enqueue: Enqueue, faults: Faults, marks: CallMarks) -> None:
        self._enqueue = enqueue
        self._faults = faults
        self._marks = marks
        self._implementations: dict[str, dict[str, Callable[..., Any]]] = {
            name: {} for name in HOOKS
        }

    def register(self, module: str, plugin: object) -> None:
        """Take in a module's hooks; raises ``HooksRefused`` if any does not fit."""
        manager = pluggy.PluginManager(PROJECT_NAME)
        manager.add_hookspecs(hookspecs)
        try:
            manager.register(plugin, module)
            manager.check_pending()
        except (pluggy.PluginValidationError, TypeError) as wrong:
            raise HooksRefused(str(wrong)) from wrong
        for name in HOOKS:
            for found in getattr(manager.hook, name).get_hookimpls():
                if found.wrapper or found.hookwrapper:
                    raise HooksRefused(f"{name}: a wrapper would see other modules' answers")
                self._implementations[name][module] = _by_keyword(found.function, found.argnames)

    def implementers(self, hook: str) -> tuple[str, ...]:
        """The modules that implement ``hook``, whether or not a unit has them."""
        return tuple(self._implementations[hook])

    def listeners(self, hook: str) -> tuple[str, ...]:
        """The modules that implement ``hook`` and are active in the open unit."""
        active = current_unit().modules
        return tuple(module for module in self._implementations[hook] if module in active)

    # -- questions -----------------------------------------------------------------------

    def ask(
        self, hook: str, /, *, finish: Callable[[Any], Any] | None = None, **arguments: Any
    ) -> list[Answer[Any]]:
        """One answer per active module that implements ``hook``, in the order of registration.

        ``finish`` turns each value into what the page needs (a drawn panel, an address);
        it runs inside the module's fence too.
        """
        declared = _declared(hook, HookKind.ASK, arguments)
        listeners = self.listeners(hook)
        off = self._faults.switched_off() if listeners else frozenset()
        return [
            Answer(module, failure=FailureKind.SWITCHED_OFF)
            if module in off
            else self._asked(declared, module, finish or _as_it_is, arguments)
            for module in listeners
        ]

    def _asked(
        self, hook: Hook, module: str, finish: Callable[[Any], Any], arguments: Mapping[str, Any]
    ) -> Answer[Any]:
        unit = current_unit()
        mark = Mark(str(unit.id), unit.code, module, hook.name)
        started = monotonic()
        try:
            with self._marks.held(mark), Fence():
                result = self._implementations[hook.name][module](arguments)
                taken: tuple[Any, ...] = taken_out(result, hook.value, module)
                items = tuple(map(finish, taken))
        # A stranger's code may raise anything; the page goes on without it.
        except Exception as error:  # noqa: BLE001
            _log.exception("module failed", extra={"module_name": module, "hook": hook.name})
            return self._failed(hook, module, _kind_of(error), repr(error))
        if (seconds := monotonic() - started) > WALL_LIMIT_SECONDS:
            late = self._failed(hook, module, FailureKind.SLOW, f"{seconds:.1f} s")
            return Answer(module, items, late.failure)
        return Answer(module, items)

    def _failed(self, hook: Hook, module: str, kind: FailureKind, detail: str) -> Answer[Any]:
        self._faults.note(Failure(current_unit(), module, hook.name, kind, detail))
        return Answer(module, failure=kind)

    # -- facts ---------------------------------------------------------------------------

    def announce(self, fact: Any) -> None:
        """Tell every listener of this unit, after the commit and at least once."""
        hook = HOOK_OF_FACT[type(fact)]
        for module in self.listeners(hook.name):
            self._enqueue(DELIVER, hook=hook.name, module=module, fact=fact_as_json(fact))

    def deliver(self, fact: Any, module: str) -> bool:
        """Tell one listener; False if it is no longer active here. Its errors are raised."""
        hook = HOOK_OF_FACT[type(fact)]
        if module not in self.listeners(hook.name):
            return False
        self._implementations[hook.name][module]({"fact": fact})
        return True

    # -- the owner's own callback --------------------------------------------------------

    def call_owner(self, module: str, hook: str, /, **arguments: Any) -> None:
        """Call one module inside the open transaction; whatever it raises refuses the act."""
        declared = _declared(hook, HookKind.OWNER, arguments)
        if module not in self.listeners(declared.name):
            raise ModuleNotActive(module=module)
        try:
            self._implementations[hook][module](arguments)
        except DomainError:
            raise
        except Exception as error:
            _log.exception("owner failed", extra={"module_name": module, "hook": hook})
            raise OwnerFailed(module=module) from error


def _declared(name: str, kind: HookKind, arguments: Mapping[str, Any]) -> Hook:
    hook = HOOKS[name]
    wanted = hook.spec.__code__.co_varnames[: hook.spec.__code__.co_argcount]
    if hook.kind is not kind or set(wanted) != set(arguments):
        raise TypeError(f"{hook.signature} is of the kind {hook.kind}, called with {arguments}")
    return hook


def _by_keyword(
    function: Callable[..., Any], names: Iterable[str]
) -> Callable[[Mapping[str, Any]], Any]:
    """Implementations may take fewer arguments than the hook offers."""
    taken = tuple(names)
    return lambda arguments: function(**{name: arguments[name] for name in taken})


def _as_it_is(value: Any) -> Any:
    return value


def _kind_of(error: Exception) -> FailureKind:
    if isinstance(error, JunkAnswer):
        return FailureKind.JUNK
    cause = error.__cause__
    timed_out = getattr(cause, "pgcode", None) == _QUERY_CANCELED
    late = isinstance(error, OperationalError) and timed_out
    return FailureKind.SLOW if late else FailureKind.RAISED
