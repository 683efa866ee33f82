"""The hooks are a public contract: documented with their exact signatures, shown at work."""

import re

import pytest

from core.modules.hookspecs import HOOKS
from core.modules.kinds import HookKind
from core.modules.slots import SLOTS
from core.settings.environment import PROJECT

PAGE = (PROJECT / "docs" / "hooks.md").read_text(encoding="utf-8")
TESTS = (PROJECT / "core" / "modules" / "tests" / "test_hooks.py").read_text(encoding="utf-8")
ENTRIES = re.findall(r"^#### `(.+)`$", PAGE, re.MULTILINE)


def test_the_page_has_every_hook_with_its_exact_signature_and_no_other():
    assert [hook.signature for hook in HOOKS.values()] == ENTRIES


def test_a_signature_on_the_page_is_compared_letter_by_letter():
    assert HOOKS["menu_items"].signature == "menu_items(person: Person) -> Iterable[MenuItem]"


@pytest.mark.parametrize("name", HOOKS)
def test_every_hook_is_shown_at_work(name):
    assert f"def test_hook_{name}(" in TESTS


@pytest.mark.parametrize("hook", HOOKS.values(), ids=lambda hook: hook.name)
def test_every_hook_says_what_it_promises(hook):
    assert (hook.spec.__doc__ or "").split("\n")[0].endswith(".")


@pytest.mark.parametrize("slot", SLOTS.values(), ids=list(SLOTS))
def test_every_slot_has_a_question_behind_it_and_its_picture_on_the_page(slot):
    assert HOOKS[slot.hook].kind is HookKind.ASK
    assert (PROJECT / slot.picture).is_file()
    assert slot.picture.removeprefix("docs/") in PAGE
