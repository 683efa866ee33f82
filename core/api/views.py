"""The base of every API view, inside a unit and in the city."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.api.operations import Operation, OperationUndeclared, operation_of
from core.api.reading import clean_body, clean_query
from core.contracts.people import Person
from core.db.keyset import read_page
from core.web.request import PersonRequest

#: Rows of one page, where nobody asks for another number.
USUAL = 50


class UnitAPIView(APIView):
    """A view under ``/api/v1/``; it declares ``access`` like a page and each method's operation.

    ``core.web.scope`` has opened the unit's (or the city's) transaction and found the
    person. Another unit's object is not there: look it up, and raise ``NotFound``. A refusal
    undoes what was written and is answered as ``application/problem+json``. Who may ask, how
    errors look and which formats are spoken stands in ``core.settings.api``. ::

        class Notes(UnitAPIView):
            access = requires(permissions.WRITE)

            @operation(takes=NewNoteSerializer, answers=NoteSerializer, status=201)
            def post(self, request):
                \"\"\"Keep a note.\"\"\"
                return self.answer(write_note(**self.body, by=self.person, at=timezone.now()))
    """

    #: Filters of this request, checked against the operation's.
    filters: dict[str, Any]
    _place: dict[str, Any]

    @property
    def person(self) -> Person:
        """Who asks, as services know a person."""
        asked: PersonRequest = self.request._request  # type: ignore[assignment]
        return asked.person

    @property
    def operation(self) -> Operation:
        """What the method that was asked for takes and answers."""
        declared = operation_of(getattr(self, str(self.request.method).lower(), None))
        if declared is None:
            raise OperationUndeclared(f"{type(self).__qualname__}.{self.request.method}")
        return declared

    @property
    def body(self) -> dict[str, Any]:
        """The body as clean values; raises what becomes ``invalid_input``."""
        shape = self.operation.takes
        return clean_body(self.request.data, shape) if shape else {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse whoever may not ask, then what nobody understands."""
        super().initial(request, *args, **kwargs)
        declared = operation_of(getattr(self, str(request.method).lower(), None))
        if declared is not None:
            self._place, self.filters = clean_query(request.query_params.dict(), declared)

    def answer(self, value: Any = None) -> Response:
        """``value`` in the operation's shape, with its status."""
        shape = self.operation.answers
        return Response(shape(value).data if shape else None, status=self.operation.status)

    def page(self, rows: QuerySet, *, order: Sequence[str]) -> Response:
        """One page of ``rows`` in ``order`` (never null, the last one unique) and where it goes on.

        Raises ``CursorUnfit``.
        """
        size, after = self._place.get("size", USUAL), self._place.get("after", "")
        found = read_page(rows, order=order, size=size, after=after)
        return self.results(found.rows, after=found.next)

    def results(self, rows: Sequence[Any], *, after: str = "") -> Response:
        """``rows`` as a page; ``after`` is the cursor of the next one, if there is any."""
        shape = self.operation.answer_shape
        if shape is None:
            raise OperationUndeclared(f"{type(self).__qualname__} lists nothing")
        query = {**self.request.query_params.dict(), "after": after}
        following = f"{self.request._request.path}?{urlencode(query)}" if after else None
        return Response(shape({"results": rows, "next": following}).data)
