"""Strangers fill neither disk nor memory, and no name but our own leads here."""

import pytest
from django.conf import settings
from django.test import Client

from installer.testing.people import browser_of

GIGABYTE = str(1024**3)


def _announce(browser, path, content_type, size=GIGABYTE):
    return browser.generic("POST", path, b"", content_type=content_type, CONTENT_LENGTH=size)


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
)
def test_a_strangers_huge_body_is_not_read(city_db, content_type):
    answer = _announce(Client(), "/login/", content_type)

    assert answer.status_code == 413
    assert "没有接收" in answer.content.decode()


def test_a_programs_huge_body_is_not_read(alice):
    path = "/api/v1/u/parks/m/official_documents/documents/"

    answer = _announce(browser_of(alice), path, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (413, "request_too_large")


def test_what_a_form_may_hold_is_let_in(city_db):
    size = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    assert _announce(Client(), "/nowhere/", "text/plain", size).status_code == 404


@pytest.mark.parametrize("path", ["/login/", "/u/parks/", "/static/ui/icon.svg"])
def test_a_foreign_host_name_is_refused(city_db, path):
    assert Client(HTTP_HOST="elsewhere.example").get(path).status_code == 400


@pytest.mark.parametrize("path", ["people/?name=%00", "m/official_documents/sent/?title=a%00b"])
def test_a_byte_that_no_text_holds_is_refused(alice, path):
    assert browser_of(alice).get(f"/u/parks/{path}").status_code == 400
