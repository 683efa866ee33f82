"""The same questions for every module that this installation knows, its own or a stranger's.

A new module is asked them the day it is found; nothing here names one.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from core.context import open_unit
from core.contracts.facts import ModuleInstalled
from core.jobs.models import Job, JobState
from core.jobs.registry import _declared as declared_jobs
from core.jobs.units import unit_to_work_in
from core.jobs.worker import run_due
from core.modules.answers import FailureKind
from core.modules.check.run import check_module
from core.modules.discovery import registry
from core.modules.kinds import HOOKS, HookKind
from core.modules.loading import host
from core.modules.models import InstallState, ModuleInstall
from installer.testing.cast import ref_of
from installer.testing.people import browser_of, person_named
from tenancy.ddl.fingerprint import catalogue
from tenancy.ledger import city_rows
from tenancy.modules import disable, enable, install, uninstall
from tests.routes.addresses import addresses

PAGES = addresses("core.settings.unit_urls", "/u/parks/")
API = addresses("core.settings.unit_api_urls", "/api/v1/u/parks/")
ASKED = [hook.name for hook in HOOKS.values() if hook.kind is HookKind.ASK]
QUESTIONS = {
    "person": None,
    "reference": "official_documents:0",
    "register": "official_documents:incoming",
    "query": "通知",
    "day": date(2026, 1, 5),
    "on": date(2026, 1, 5),
    "member_id": UUID(int=0),
    "member_ids": (UUID(int=0),),
}

every_module = pytest.mark.parametrize("name", registry().names)
optional_module = pytest.mark.parametrize(
    "name", [module.name for module in registry() if not module.is_mandatory] or ["none"]
)


def own_addresses(name):
    return [each for each in [*PAGES, *API] if f"/m/{name}/" in each.path]


@pytest.fixture
def with_module(cast, name):
    """Parks with the module and all that it needs."""
    _install(name)
    return ref_of("parks")


def _install(name):
    for need in registry()[name].manifest.needs.required():
        _install(need.name)
    install("parks", name)


@pytest.fixture
def without_module(with_module, name):
    """Parks, where the module was there and is switched off; mandatory ones too, by force."""
    with city_rows():
        row = ModuleInstall.objects.using("ddl").filter(unit_id=with_module.id, module=name)
        row.update(state=InstallState.DISABLED)
    return ref_of("parks")


def asked(unit, person, name):
    """What the module answers to every question in this unit."""
    with open_unit(unit):
        for hook in ASKED:
            wanted = HOOKS[hook].spec.__code__.co_varnames
            arguments = {key: value for key, value in QUESTIONS.items() if key in wanted}
            if "person" in arguments:
                arguments["person"] = person
            yield from (each for each in host().ask(hook, **arguments) if each.module == name)


@every_module
def test_it_keeps_the_rules(name):
    assert [str(finding) for finding in check_module(name)] == []


@every_module
def test_it_answers_every_question_without_failing(with_module, name):
    alice = person_named("Alice", with_module)

    assert [one.failure for one in asked(with_module, alice, name) if one.failure] == []


@every_module
def test_its_menu_asks_for_its_own_declared_permissions(with_module, name):
    alice = person_named("Alice", with_module)
    with open_unit(with_module):
        answers = host().ask("menu_items", person=alice)

    lines = [line for answer in answers if answer.module == name for line in answer.items]
    declared = registry()[name].manifest.permission_codes
    assert {line.permission for line in lines} <= declared


@every_module
def test_switched_off_none_of_its_addresses_is_there(without_module, name):
    browser = browser_of(person_named("Alice", without_module))

    for address in own_addresses(name):
        for method in ("get", "post"):
            answer = getattr(browser, method)(address.path)
            assert (address.path, method, answer.status_code) == (address.path, method, 404)


@every_module
def test_switched_off_it_is_asked_nothing_and_hears_nothing(without_module, name):
    alice = person_named("Alice", without_module)

    assert list(asked(without_module, alice, name)) == []
    with open_unit(without_module):
        assert not any(name in host().listeners(hook) for hook in HOOKS)
        fact = ModuleInstalled(without_module.id, name, "1.0", timezone.now())
        assert host().deliver(fact, name) is False


@every_module
def test_switched_off_nobody_holds_its_permissions(without_module, name):
    alice = person_named("Alice", without_module)

    assert alice.permissions & registry()[name].manifest.permission_codes == set()


@every_module
def test_switched_off_none_of_its_jobs_runs(without_module, name):
    own = [each for each in declared_jobs.values() if each.module == name]
    long_ago = timezone.now().replace(year=2020)
    with open_unit(without_module):
        for job in own:
            Job.objects.create(
                name=job.name, unit_id=without_module.id, run_at=long_ago, created_at=long_ago
            )

    run_due(limit=50)

    assert unit_to_work_in(without_module.id, name) is None
    with open_unit(without_module):
        names = [job.name for job in own]
        waiting = Job.objects.filter(name__in=names, state=JobState.WAITING)
        assert waiting.count() == len(own)


@every_module
def test_a_unit_that_never_had_it_has_none_of_its_tables(taxes, name):
    if registry()[name].is_mandatory:
        return
    lines = catalogue(connections["owner"], taxes.schema)

    assert [line for line in lines if f" {registry()[name].manifest.label}_" in line] == []


@optional_module
def test_put_in_and_taken_out_it_leaves_all_other_tables_as_they_were(cast, parks, name):
    if name not in registry():
        return
    for need in registry()[name].manifest.needs.required():
        _install(need.name)
    before = catalogue(connections["owner"], parks.schema)

    assert install("parks", name)
    assert disable("parks", name)
    assert enable("parks", name)
    assert uninstall("parks", name, purge=True)

    assert catalogue(connections["owner"], parks.schema) == before


@every_module
def test_it_holds_no_one_up_when_the_page_knows_nobody_in_particular(with_module, name):
    """A person without any permission is shown nothing that needs one, and nothing fails."""
    bob = replace(person_named("Bob", with_module), permissions=frozenset())

    failures = [one.failure for one in asked(with_module, bob, name)]

    assert FailureKind.RAISED not in failures
