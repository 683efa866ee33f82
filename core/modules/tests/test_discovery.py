"""Modules are found in three places; a bad one never stops the others."""

import sys
from importlib.metadata import EntryPoint

import pytest

from core.modules.candidates import Candidate, built_in, installed, on_path
from core.modules.discovery import discover
from core.modules.tests.test_manifest import GOOD

APPS = """\
from core.db.apps import ModuleApp


class Config(ModuleApp):
    name = "{package}"
    label = "mod_{name}"
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Writes a module as a top-level package below a folder on the import path."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(name, *changes, package=None, apps=APPS, needs=()):
        package = package or name
        folder = tmp_path / package
        folder.mkdir()
        text = GOOD.replace("rooms", name).replace('["contacts>=1.0"]', str(list(needs)))
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "__init__.py").write_text("")
        (folder / "module.toml").write_text(text, encoding="utf-8")
        (folder / "apps.py").write_text(apps.format(package=package, name=name))
        return Candidate(folder, package, "test")

    yield write
    for name in [name for name, loaded in sys.modules.items() if _is_below(loaded, tmp_path)]:
        del sys.modules[name]


def _is_below(loaded, folder):
    return str(getattr(loaded, "__file__", None)).startswith(str(folder))


def codes(found):
    return [problem.code for problem in found.problems]


def test_a_good_module_is_found(module):
    found = discover([module("dr_one")])

    assert (found.names, found.app_configs) == (("dr_one",), ["dr_one.apps.Config"])
    assert found.problems == []


def test_an_invalid_manifest_costs_only_its_own_module(module):
    found = discover([module("dr_bad", ('core = ">=', 'core = "')), module("dr_good")])

    assert (found.names, codes(found)) == (("dr_good",), ["manifest_core"])


def test_a_module_for_another_core_is_left_out(module):
    found = discover([module("dr_old", (">=0.1,<1", ">=7"))])

    assert (found.names, codes(found)) == ((), ["core_too_far"])


def test_two_modules_of_one_name_are_both_refused(module):
    one, other = module("dr_twin"), module("dr_twin", package="dr_twin_again")

    found = discover([one, other, module("dr_alone")])

    assert (found.names, codes(found)) == (("dr_alone",), ["name_taken", "name_taken"])


def test_one_module_found_in_two_ways_is_one_module(module):
    candidate = module("dr_once")

    assert discover([candidate, candidate]).names == ("dr_once",)


@pytest.mark.parametrize(
    ("apps", "code"),
    [
        ("raise RuntimeError('no')", "package_broken"),
        ("import sys; sys.exit(3)", "package_broken"),
        ("from nowhere import nothing", "package_broken"),
        ("this is not python", "package_broken"),
        ("x = 1", "app_config"),
        (APPS.replace("mod_{name}", "auth"), "label_wrong"),
    ],
)
def test_broken_code_is_reported_and_left_out(module, apps, code):
    found = discover([module("dr_broken", apps=apps), module("dr_fine")])

    assert (found.names, codes(found)) == (("dr_fine",), [code])


def test_a_module_comes_after_those_it_needs(module):
    found = discover([module("dr_a", needs=["dr_z"]), module("dr_b"), module("dr_z")])

    assert found.names == ("dr_z", "dr_a", "dr_b")


def test_a_module_whose_need_is_absent_is_left_out_with_its_dependants(module):
    found = discover(
        [module("dr_c", needs=["dr_d"]), module("dr_d", needs=["dr_gone"]), module("dr_e")]
    )

    assert (found.names, codes(found)) == (("dr_e",), ["need_absent", "need_absent"])


def test_a_need_of_another_version_is_absent(module):
    found = discover([module("dr_f", needs=["dr_g>=9"]), module("dr_g")])

    assert (found.names, codes(found)) == (("dr_g",), ["need_absent"])


def test_modules_that_need_each_other_are_left_out(module):
    found = discover(
        [module("dr_h", needs=["dr_i"]), module("dr_i", needs=["dr_h"]), module("dr_j")]
    )

    assert (found.names, codes(found)) == (("dr_j",), ["need_circular"])


def test_only_the_platform_brings_mandatory_modules(module):
    found = discover([module("dr_proud", ('"optional"', '"mandatory"'))])

    assert codes(found) == ["layer_of_city"]


def test_a_built_in_module_is_named_after_its_folder_and_stands_in_its_layer(tmp_path):
    folder = tmp_path / "mandatory" / "dr_folder"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "module.toml").write_text(GOOD)

    found = discover(built_in(tmp_path))

    assert codes(found) == ["name_not_folder", "layer_not_folder"]


def test_an_entry_point_is_followed_without_importing_the_module(module):
    module("dr_entry", apps=APPS)
    entry = EntryPoint("dr_entry", "dr_entry", "citydesk.modules")

    [candidate] = installed([entry])

    assert candidate.package == "dr_entry"
    assert "dr_entry" not in sys.modules


@pytest.mark.parametrize("value", ["dr_nowhere", "dr_nowhere.inside", "not a name"])
def test_an_entry_point_that_leads_nowhere_is_reported(value):
    found = discover(installed([EntryPoint("lost", value, "citydesk.modules")]))

    assert codes(found) == ["package_absent"]


def test_a_module_path_is_searched(module, tmp_path):
    module("dr_path")

    assert discover(on_path([tmp_path])).names == ("dr_path",)
