"""Error pages say what happened to the work and what to do; every answer carries the headers."""

import json
import logging

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import set_script_prefix

from core.ui import problems
from core.ui.headers import SecurityHeadersMiddleware


@pytest.mark.parametrize("status", sorted(problems.WORDS))
def test_every_status_says_what_became_of_the_work(status):
    words = problems.words_for(status)

    page = render_to_string("ui/problem.html", {"status": status, "code": "x", "detail": "何事"})

    assert f"<h1>{words.title}</h1>" in page
    assert str(words.work) in page
    assert str(words.way_on) in page
    assert "何事" in page
    assert "data-problem" in page


def test_an_unlisted_status_speaks_as_its_family():
    assert problems.words_for(502) == problems.WORDS[500]
    assert problems.words_for(418) == problems.WORDS[400]


def test_a_bug_gets_a_number_that_stands_in_the_log(rf, caplog):
    with caplog.at_level(logging.ERROR):
        response = problems.server_error(rf.get("/u/parks/"))

    number = caplog.records[0].args[0]
    assert response.status_code == 500
    assert number in response.content.decode()


def test_an_address_writes_no_line_of_its_own_into_the_log(rf, caplog):
    problems.server_error(rf.get("/u/parks/%0AERROR all receipts deleted"))

    assert "\n" not in caplog.records[0].getMessage()


def test_a_program_gets_problem_json(rf):
    response = problems.not_found(rf.get("/api/v1/units/"), exception=Exception())

    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["code"] == "not_found"
    assert response.status_code == 404


def test_an_expired_page_says_how_to_go_on(rf):
    response = problems.csrf_failure(rf.post("/"), reason="CSRF cookie not set.")

    assert response.status_code == 403
    assert "打开得太久" in response.content.decode()


def test_the_way_back_stays_in_the_unit(get):

    set_script_prefix("/u/parks/")
    try:
        page = render_to_string("ui/problem.html", {"status": 409}, request=get("/u/parks/x/"))
    finally:
        set_script_prefix("/")

    assert 'href="/u/parks/" data-back' in page


def test_every_answer_carries_the_headers(rf):
    response = SecurityHeadersMiddleware(lambda _request: HttpResponse())(rf.get("/"))

    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' data:;")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_view_may_set_a_header_of_its_own(rf):
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    response = SecurityHeadersMiddleware(lambda _request: own)(rf.get("/"))

    assert response["Content-Security-Policy"] == "sandbox"
