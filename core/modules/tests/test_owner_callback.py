"""The owner of a matter hears inside the act's transaction; its error refuses the act."""

from uuid import UUID

import pytest
from django.utils.timezone import now

from core.contracts.decisions import Decision
from core.errors import DomainError, InvalidInput
from core.modules.host import ModuleNotActive, OwnerFailed
from core.modules.tests.conftest import plugin

DECISION = Decision("rooms:7", "approved", UUID(int=1), now())


def owner(act):
    def decided(decision):
        act(decision)

    return plugin(decided)


def test_the_owner_hears_at_once_and_nobody_else_does(host, in_parks_with):
    one, two = [], []
    host.register("one", owner(one.append))
    host.register("two", owner(two.append))

    with in_parks_with("one", "two"):
        host.call_owner("one", "decided", decision=DECISION)

    assert (one, two) == ([DECISION], [])


def test_a_refusal_of_the_owner_is_the_answer_to_the_act(host, in_parks_with):
    def refuse(decision):
        raise InvalidInput

    host.register("one", owner(refuse))

    with in_parks_with("one"), pytest.raises(InvalidInput):
        host.call_owner("one", "decided", decision=DECISION)


def test_a_bug_of_the_owner_refuses_the_act_with_a_sentence(host, in_parks_with):
    def stumble(decision):
        raise ZeroDivisionError

    host.register("one", owner(stumble))

    with in_parks_with("one"), pytest.raises(OwnerFailed) as refused:
        host.call_owner("one", "decided", decision=DECISION)

    assert isinstance(refused.value, DomainError)
    assert "本次办理未生效" in str(refused.value)


def test_an_owner_that_is_not_active_here_refuses_the_act(host, in_parks_with):
    called = []
    host.register("one", owner(called.append))

    with in_parks_with("two"), pytest.raises(ModuleNotActive):
        host.call_owner("one", "decided", decision=DECISION)

    assert called == []


def test_a_question_is_not_asked_of_one_owner(host, in_parks_with):
    with in_parks_with("one"), pytest.raises(TypeError):
        host.call_owner("one", "menu_items", person=None)
