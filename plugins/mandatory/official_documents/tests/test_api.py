"""Programs do what pages do, are refused alike, and a repeated key does nothing twice."""

from uuid import uuid4

import pytest

from core.context import open_unit
from installer.testing.people import browser_of
from plugins.mandatory.official_documents.models import Document, ReceivedDocument

COUNTY = "/api/v1/u/county/m/official_documents/"
PARKS = "/api/v1/u/parks/m/official_documents/"


class Program:
    """A program that works in a person's name."""

    def __init__(self, person, api):
        self._browser, self._api = browser_of(person), api

    def get(self, path):
        return self._browser.get(f"{self._api}{path}")

    def send(self, path, body=None, *, key=None, method="post"):
        headers = {"Idempotency-Key": key} if key else {}
        send = getattr(self._browser, method)
        return send(
            f"{self._api}{path}", body or {}, content_type="application/json", headers=headers
        )


@pytest.fixture
def clerk(erin):
    return Program(erin, COUNTY)


@pytest.fixture
def body(organs):
    return {
        "organ_id": str(organs.county),
        "doc_type": "notice",
        "title": "关于防汛值班的通知",
        "body": "请各乡镇落实。",
        "declared": True,
        "main": ["unit:parks"],
    }


def test_the_whole_way_by_programs(cast, clerk, body, dora, alice):
    head, town = Program(dora, COUNTY), Program(alice, PARKS)

    document = clerk.send("documents/", body).json()
    path = f"documents/{document['id']}/"
    clerk.send(f"{path}submit/", {"signer_id": str(dora.member_id)})
    head.send(f"{path}sign/", {"opinion": "同意"})
    clerk.send(f"{path}number/", {"code": "测政发"})
    sent = clerk.send(f"{path}dispatch/").json()
    assert sent["state"] == "dispatched"

    (waiting,) = town.get("waiting/").json()["results"]
    received = town.send(f"waiting/{waiting['envelope_id']}/sign/")
    assert received.status_code == 201
    whole = town.get(f"received/{received.json()['id']}/").json()
    assert whole["paper"]["body"] == "请各乡镇落实。"
    receipts = clerk.get(f"{path}receipts/").json()
    assert [(each["unit"], each["signed_by"]) for each in receipts["results"]] == [
        ("parks", "Alice")
    ]
    assert [line["title"] for line in clerk.get("sent/").json()["results"]] == [body["title"]]
    assert town.get("received/?title=没有").json() == {"results": [], "next": None}


def test_a_repeated_key_does_nothing_twice(cast, clerk, body):
    first, again = (clerk.send("documents/", body, key="k1") for _ in range(2))
    other = clerk.send("documents/", body, key="k2")

    assert first.json()["id"] == again.json()["id"]
    assert other.json()["id"] != first.json()["id"]
    with open_unit(cast.county):
        assert Document.objects.count() == 2


def test_a_repeated_signature_gives_the_same_line(cast, sent, alice):
    town = Program(alice, PARKS)
    path = f"waiting/{sent.envelope_id}/sign/"

    first, again = (town.send(path, key="k1") for _ in range(2))
    late = town.send(path, key="k2")

    assert first.json()["id"] == again.json()["id"]
    assert (late.status_code, late.json()["code"]) == (409, "already_signed_for")
    with open_unit(cast.parks):
        assert ReceivedDocument.objects.count() == 1


def test_a_change_over_another_is_refused(clerk, drafted, body):
    path = f"documents/{drafted.pk}/"
    changed = clerk.send(path, {**body, "version": 1}, method="put")
    late = clerk.send(path, {**body, "version": 1}, method="put")

    assert changed.json()["version"] == 2
    assert (late.status_code, late.json()["code"]) == (409, "document_changed")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"declared": False}, "not_declared_unclassified"),
        ({"organ_id": str(uuid4())}, "organ_not_ours"),
        ({"doc_type": "memo"}, "invalid_input"),
        ({"main": ["nonsense"]}, "invalid_input"),
        ({"title": ""}, "invalid_input"),
    ],
)
def test_bad_input_is_said_with_a_code(clerk, body, change, code):
    answer = clerk.send("documents/", {**body, **change})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer["Content-Type"] == "application/problem+json"


def test_another_units_papers_are_not_there(sent, alice, charlie):
    for person in (alice, charlie):
        for path in (f"documents/{sent.pk}/", f"documents/{sent.pk}/receipts/", "sent/"):
            assert Program(person, COUNTY).get(path).status_code == 404
    town = Program(alice, PARKS)
    assert town.get(f"documents/{sent.pk}/").status_code == 404
    assert town.send(f"waiting/{uuid4()}/sign/").status_code == 404
    assert town.get(f"received/{sent.envelope_id}/").status_code == 404


def test_who_lacks_the_permission_is_refused(sent, bob):
    staff = Program(bob, PARKS)

    assert staff.get("received/").json()["code"] == "permission_refused"
    assert staff.send(f"waiting/{sent.envelope_id}/sign/").status_code == 403


def test_a_colleague_neither_submits_nor_reads_anothers_draft(cast, clerk, body, dora):
    document = clerk.send("documents/", body).json()
    colleague, path = Program(dora, COUNTY), f"documents/{document['id']}/"

    answers = [
        colleague.send(f"{path}submit/", {"signer_id": str(dora.member_id)}),
        colleague.send(f"{path}discard/"),
        colleague.get(path),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert clerk.get(path).json()["state"] == "draft"
