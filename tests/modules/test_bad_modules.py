"""Whatever a stranger's module does wrong, the platform starts, and its pages stand."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from uuid import uuid4

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core.context import open_unit
from core.contracts.decisions import Decision
from core.contracts.facts import ModuleInstalled
from core.contracts.people import Person
from core.modules import pages
from core.modules.answers import FailureKind
from core.modules.candidates import on_path
from core.modules.discovery import discover
from core.modules.faults import FaultBook
from core.modules.host import ModuleHost, OwnerFailed
from core.modules.loading import load_hooks
from core.modules.marks import Marks
from core.settings.environment import PROJECT

SAMPLES = PROJECT / "tests" / "sample_modules"
ALICE = Person(account_id=uuid4(), name="Alice")

PROGRAM = """
import json, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "core.settings.django"
django.setup()
from django.urls import get_resolver
from core.modules.discovery import registry
get_resolver("core.settings.unit_urls").url_patterns
found = [(problem.code, problem.path.parent.name) for problem in registry().problems]
print(json.dumps({"names": registry().names, "problems": sorted(found)}))
"""


def test_unusable_modules_are_reported_and_the_platform_starts():
    environment = {**os.environ, "CITYDESK_MODULE_PATH": f"{SAMPLES / 'invalid'}:{SAMPLES}"}

    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )

    told = json.loads(done.stdout)
    assert {"official_documents", "raising"} <= set(told["names"])
    assert told["problems"] == [
        ["core_too_far", "other_core"],
        ["hooks_broken", "misspelt_hook"],
        ["label_wrong", "wrong_label"],
        ["manifest_key_missing", "bad_manifest"],
        ["manifest_version", "bad_manifest"],
        ["name_taken", "same_name"],
        ["name_taken", "same_name_again"],
        ["need_absent", "missing_need"],
        ["package_broken", "broken_import"],
        ["package_broken", "broken_models"],
        ["package_broken", "broken_tasks"],
    ]


@pytest.fixture
def host(tmp_path):
    """A host with the failing module alone."""
    made = ModuleHost(enqueue=lambda *_, **__: None, faults=FaultBook(), marks=Marks(tmp_path))
    load_hooks(made, discover(on_path([SAMPLES])))
    return made


@pytest.fixture
def failing(host, parks, monkeypatch):
    """Parks, where the failing module is active, and the pages ask this host."""
    monkeypatch.setattr(pages, "host", lambda: host)
    with open_unit(replace(parks, modules=frozenset({"raising"}))) as unit:
        yield unit


@pytest.mark.parametrize(
    ("hook", "arguments", "failure"),
    [
        ("menu_items", {"person": ALICE}, FailureKind.RAISED),
        ("unit_page_panels", {"person": ALICE}, FailureKind.RAISED),
        ("handling_panels", {"person": ALICE, "reference": "x:1"}, FailureKind.SLOW),
        ("register_columns", {"register": "x:incoming"}, FailureKind.JUNK),
        ("search_results", {"person": ALICE, "query": "x"}, FailureKind.JUNK),
    ],
)
def test_each_question_is_answered_without_it(failing, host, hook, arguments, failure):
    [answer] = host.ask(hook, **arguments)

    assert (answer.module, answer.items, answer.failure) == ("raising", (), failure)


def test_a_card_whose_template_fails_is_shown_as_failed(failing):
    request = RequestFactory().get("/")

    [card] = pages.workbench_cards(request, ALICE)

    assert (card.module, card.html, card.failed) == ("raising", "", True)


def test_its_broken_callback_refuses_the_act(failing, host):
    with pytest.raises(OwnerFailed):
        host.call_owner(
            "raising", "decided", decision=Decision("x:1", "approved", uuid4(), timezone.now())
        )


def test_its_deaf_listener_is_left_to_the_job_to_try_again(failing, host):
    with pytest.raises(RuntimeError):
        host.deliver(ModuleInstalled(failing.id, "raising", "1.0", timezone.now()), "raising")
