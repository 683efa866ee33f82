"""The base of every API view inside a unit."""

from rest_framework.views import APIView

from core.contracts.people import Person
from core.web.request import PersonRequest


class UnitAPIView(APIView):
    """A view under ``/api/v1/u/<code>/``; it declares ``access`` like a page.

    ``core.web.scope`` has opened the unit's transaction and found the person. Another unit's
    object is not there: look it up, and raise ``NotFound``. A refusal undoes what was
    written and is answered as ``application/problem+json``. Who may ask, how errors look and
    which formats are spoken stands in ``core.settings.api``.
    """

    @property
    def person(self) -> Person:
        """Who asks, as services know a person."""
        asked: PersonRequest = self.request._request  # type: ignore[assignment]
        return asked.person
