"""A fact goes to the outbox for each listener; nothing is called inside the page."""

import json
from uuid import UUID

import pytest
from django.utils.dateparse import parse_datetime

from core.contracts.facts import DocumentDispatched, ModuleInstalled, UnitProvisioned
from core.modules.facts import fact_as_json, fact_from_json
from core.modules.host import DELIVER
from core.modules.kinds import HOOK_OF_FACT
from core.modules.tests.conftest import plugin

AT = parse_datetime("2026-11-23T09:00:00+08:00")
ID = UUID(int=7)
FACT = ModuleInstalled(ID, "one", "1.0", AT)
FACTS = [
    FACT,
    UnitProvisioned(ID, "parks", AT),
    DocumentDispatched(ID, ID, ID, ID, "园政发〔2026〕1号", "关于植树的通知", 40, AT),
]


def hears(heard, name="module_installed"):
    def listener(fact):
        heard.append(fact)

    listener.__name__ = name
    return plugin(listener)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_survives_the_outbox(fact):
    kept = json.loads(json.dumps(fact_as_json(fact)))

    assert fact_from_json(HOOK_OF_FACT[type(fact)].name, kept) == fact


def test_a_fact_is_written_once_per_active_listener(host, in_parks_with, outbox):
    heard = []
    for name in ("one", "two", "absent"):
        host.register(name, hears(heard))

    with in_parks_with("one", "two", "deaf"):
        host.announce(FACT)

    args = {"hook": "module_installed", "fact": fact_as_json(FACT)}
    assert outbox == [(DELIVER, {**args, "module": name}) for name in ("one", "two")]
    assert heard == []


def test_a_fact_is_delivered_to_one_listener(host, in_parks_with):
    one, two = [], []
    host.register("one", hears(one))
    host.register("two", hears(two))

    with in_parks_with("one", "two"):
        assert host.deliver(FACT, "two") is True

    assert (one, two) == ([], [FACT])


def test_a_module_removed_meanwhile_hears_nothing(host, in_parks_with):
    heard = []
    host.register("one", hears(heard))

    with in_parks_with():
        assert host.deliver(FACT, "one") is False

    assert heard == []


def test_an_error_of_a_listener_is_raised_for_the_job_to_try_again(host, in_parks_with):
    def module_installed(fact):
        raise RuntimeError("not now")

    host.register("one", plugin(module_installed))

    with in_parks_with("one"), pytest.raises(RuntimeError, match="not now"):
        host.deliver(FACT, "one")


def test_what_is_no_fact_cannot_be_announced(host, in_parks_with):
    with in_parks_with(), pytest.raises(KeyError):
        host.announce("something happened")
