"""A built-in module that cannot be used stops the server; a foreign one is only named."""

from pathlib import Path

import pytest

from core.modules import checks
from core.modules.findings import Finding
from core.modules.registry import Registry
from core.settings.environment import PROJECT

BUILT_IN = PROJECT / "plugins" / "mandatory" / "meetings" / "module.toml"


@pytest.fixture
def found(monkeypatch):
    def find(*paths: Path):
        problems = [Finding("manifest_absent", path) for path in paths]
        monkeypatch.setattr(checks, "registry", lambda: Registry(problems=problems))
        return {check.name: (check.ok, check.vital) for check in checks.module_checks()}

    return find


def test_all_is_well_with_what_is_here():
    assert [check.ok for check in checks.module_checks()] == [True, True]


def test_a_broken_built_in_module_keeps_the_server_from_starting(found):
    assert found(BUILT_IN)["modules_built_in"] == (False, True)


def test_a_broken_foreign_module_is_named_and_costs_nothing_else(found):
    assert found(Path("/somewhere/module.toml")) == {
        "modules_built_in": (True, True),
        "modules_installed": (False, False),
    }
