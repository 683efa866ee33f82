"""The API keeps its document: whatever is sent, nothing fails and no answer is undocumented.

Schemathesis reads ``/api/schema/`` from the real application with a real token, makes requests
that fit the document and requests that do not, and compares every answer with it.
"""

from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from installer.testing.people import make_operator
from installer.testing.programs import program_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
#: Requests for each operation and way of making them; the same ones in every run.
EXAMPLES = 2
BOUNDED = settings(
    max_examples=EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Contract:
    """The document as Schemathesis has read it, and who calls: in a unit and in the city."""

    document: Any
    in_unit: str
    in_city: str
    known: dict[str, str]

    def strategy(self, operation, mode):
        """Requests for ``operation``; half of its addresses lead to something that is there."""
        path = operation.path
        place = {name: value for name, value in self.known.items() if f"{{{name}}}" in path}
        return operation.as_strategy(generation_mode=mode, path_parameters=place or None)

    def headers(self, path):
        """Who asks there."""
        key = self.in_unit if path.startswith("/api/v1/u/") else self.in_city
        return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def contract(cast, alice, bob):
    olga = make_operator("Olga")
    in_unit, in_city = program_of(alice), program_of(olga)
    bearer = {"Authorization": f"Bearer {in_unit.key}"}
    document = schemathesis.openapi.from_wsgi(
        "/api/schema/", get_wsgi_application(), headers=bearer
    )
    known = {"code": "parks", "member_id": str(bob.member_id), "name": "bulletin"}
    return Contract(document, in_unit.key, in_city.key, known)


def operations(contract):
    return [found.ok() for found in contract.document.get_all_operations()]


def answers(contract, operation, mode):
    """The statuses with which the requests of one kind were answered, all of them checked."""
    seen = []

    @BOUNDED
    @given(case=contract.strategy(operation, mode))
    def ask(case):
        answer = case.call(headers=contract.headers(operation.path))
        case.validate_response(answer, checks=CHECKS)
        seen.append(answer.status_code)

    ask()
    return seen


def test_no_request_fails_and_every_answer_is_documented(contract):
    statuses = {
        operation.label: answers(contract, operation, GenerationMode.POSITIVE)
        for operation in operations(contract)
    }

    assert len(statuses) > 25
    # The other side of the test: most of what may be read is read, and not only refused.
    read = [label for label, seen in statuses.items() if 200 in seen]
    assert len(read) >= len([label for label in statuses if label.startswith("GET")]) // 2


def test_what_does_not_fit_the_document_is_refused_as_documented(contract):
    writes = [o for o in operations(contract) if o.method.lower() != "get" and o.body]

    for operation in writes:
        seen = answers(contract, operation, GenerationMode.NEGATIVE)
        assert (operation.label, [s for s in seen if s < 400]) == (operation.label, [])
