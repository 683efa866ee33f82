"""What one method of one address takes and answers, said once beside its code.

The schema (``core.api.schema``) documents what is declared here, ``UnitAPIView`` reads the
request by it and shapes the answer with it, so that the three cannot disagree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial, wraps
from typing import Any, TypeVar, cast

from rest_framework.serializers import CharField, Serializer

from core.api.once import answered_once

Handler = TypeVar("Handler", bound=Callable[..., Any])
Shape = type[Serializer[Any]]

WRITES = ("post", "put", "patch", "delete")


class OperationUndeclared(TypeError):
    """A bug, not a refusal: a method uses what it has not declared."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address.

    ``answers`` shapes what comes back (None: nothing, or the bytes of a ``file``);
    ``takes`` is the body; ``filters`` are the names that may stand in the query. A
    ``listed`` answer is a page ``{"results": […], "next": …}`` of such shapes.
    """

    answers: Shape | None = None
    takes: Shape | None = None
    filters: Shape | None = None
    status: int = 200
    listed: bool = False
    file: bool = False

    @property
    def answer_shape(self) -> Shape | None:
        """The shape of the whole answer."""
        return page_of(self.answers) if self.answers and self.listed else self.answers


def operation(
    *,
    answers: Shape | None = None,
    takes: Shape | None = None,
    filters: Shape | None = None,
    status: int = 200,
    listed: bool = False,
    file: bool = False,
) -> Callable[[Handler], Handler]:
    """Declare the decorated ``get``, ``post``, ``put``, ``patch`` or ``delete`` of a view."""
    declared = Operation(answers, takes, filters, status, listed, file)

    def declare(handler: Handler) -> Handler:
        once = _once(handler) if handler.__name__ in WRITES else handler
        once.operation = declared  # type: ignore[attr-defined]
        return once

    return declare


def _once(handler: Handler) -> Handler:
    """The handler behind its ``Idempotency-Key``."""

    @wraps(handler)
    def answered(view: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        return answered_once(request, partial(handler, view, request, *args, **kwargs))

    return cast("Handler", answered)


def operation_of(handler: Any) -> Operation | None:
    """What a view's method declares, or None."""
    declared = getattr(handler, "operation", None)
    return declared if isinstance(declared, Operation) else None


@cache
def page_of(shape: Shape) -> Shape:
    """The shape of one page of a list; ``next`` is the address of the following page or null."""
    parts = {
        "__module__": shape.__module__,
        "__doc__": "One page of a list.",
        "results": shape(many=True),
        "next": CharField(allow_null=True, help_text="Address of the next page; null at the end."),
    }
    return type(f"{shape.__name__.removesuffix('Serializer')}PageSerializer", (Serializer,), parts)
