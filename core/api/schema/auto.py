"""One operation of the document: from the view's rule, its declaration and its docstrings."""

from typing import Any

from django.apps import apps
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.serializers import Serializer

from core.api.operations import WRITES, Operation, operation_of
from core.api.reading import PlaceSerializer
from core.api.schema.problems import MEANINGS, ProblemSerializer, refusals
from core.web.access import AccessRule, Kind

IN_UNIT = "/api/v1/u/{code}/"
PROBLEM = "application/problem+json"
#: Either of them; a session's writes also carry its CSRF token.
SECURITY: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]

IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=(
        "The same key with the same request has its effect once; the answer is repeated "
        "(`Idempotency-Replayed: true`). 1 to 128 visible ASCII characters, kept for two days."
    ),
)


class DeclaredSchema(AutoSchema):
    """Says of an operation what ``UnitAPIView`` does with it."""

    @property
    def declared(self) -> Operation:
        """The declaration of the method; one without says nothing of its shapes."""
        handler = getattr(self.view, self.method.lower(), None)
        return operation_of(handler) or Operation()

    def get_operation_id(self) -> str:
        """The address's words and the method: ``people_member_id_get``."""
        place = "unit" if self.path.startswith(IN_UNIT) else "city"
        words = self.path.removeprefix(IN_UNIT).removeprefix("/api/v1/").split("/")
        named = [word.strip("{}").replace("-", "_") for word in words if word]
        return "_".join([place, *named, self.method.lower()])

    def get_summary(self) -> str:
        """The first line of the method's docstring."""
        return self._told().partition("\n")[0]

    def get_description(self) -> str:  # type: ignore[override]
        """What the view is for, and who may use it."""
        about = (type(self.view).__doc__ or "").strip()
        more = self._told().partition("\n")[2].strip()
        return "\n\n".join(part for part in (about, more, self._needs()) if part)

    def get_tags(self) -> list[str]:
        """The module, or the kernel's own subject."""
        words = self.path.removeprefix(IN_UNIT).removeprefix("/api/v1/").split("/")
        return [words[1] if words[0] == "m" else words[0]]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """A token or a session, wherever a person is needed."""
        return [] if self._rule().kind is Kind.PUBLIC else SECURITY

    def get_request_serializer(self) -> Any:
        """The declared body."""
        return self.declared.takes

    def get_response_serializers(self) -> Any:
        """The declared answer, and every refusal that may come instead."""
        shown: dict[Any, Any] = {self._status(): self._answer()}
        for status in sorted(refusals(self.method, self.path)):
            told = OpenApiResponse(ProblemSerializer, description=MEANINGS[status])
            shown[status, PROBLEM] = told
        return shown

    def get_override_parameters(self) -> list[Any]:
        """Filters, the place in a list, and the key of a write."""
        found: list[Any] = [self.declared.filters] if self.declared.filters else []
        if self.declared.listed:
            found.append(PlaceSerializer)
        if self.method.lower() in WRITES:
            found.append(IDEMPOTENCY)
        return found

    def get_serializer_name(self, serializer: Serializer[Any], direction: Any) -> str:
        """Modules may use one another's names: theirs carry the module's own."""
        name = super().get_serializer_name(serializer, direction)
        app = _module_of(type(serializer))
        return f"{app}.{name}" if app else str(name)

    def get_extensions(self) -> dict[str, Any]:
        """The permission, for programs that compare it with a token's scopes."""
        permission = self._rule().permission
        return {"x-permission": permission} if permission else {}

    def _told(self) -> str:
        handler = getattr(self.view, self.method.lower(), None)
        return (getattr(handler, "__doc__", "") or "").strip()

    def _rule(self) -> AccessRule:
        rule: AccessRule = getattr(self.view, "access")  # noqa: B009
        return rule

    def _needs(self) -> str:
        rule = self._rule()
        if rule.permission:
            return f"Needs the permission `{rule.permission}`."
        return "Open to everyone who is signed in." if rule.kind is Kind.SIGNED_IN else ""

    def _status(self) -> Any:
        status = self.declared.status
        return (status, "*/*") if self.declared.file else status

    def _answer(self) -> Any:
        if self.declared.file:
            return OpenApiResponse(OpenApiTypes.BINARY, description="The file.")
        shape = self.declared.answer_shape
        return OpenApiResponse(shape, description="Done." if shape is None else "")


def _module_of(shape: type) -> str:
    """The module whose code declares ``shape``, or '' for the kernel."""
    config = apps.get_containing_app_config(shape.__module__)
    label = config.label if config else ""
    return label.removeprefix("mod_") if label.startswith("mod_") else ""
