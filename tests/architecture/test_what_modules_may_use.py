"""What is told twice is told alike: to the import linter, to the check, and to the reader."""

import re
import tomllib

from core.modules.check.boundaries import PUBLIC_PARTS
from core.modules.check.form import FILES, LAYERS, README_SECTIONS, REQUIRED
from core.modules.rules import RULES
from core.modules.version import CORE_VERSION
from core.settings.environment import PROJECT

PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
PAGE = (PROJECT / "docs" / "modules.md").read_text(encoding="utf-8")
CONTRACTS = {one["id"]: one for one in PYPROJECT["tool"]["importlinter"]["contracts"]}


def test_the_linter_and_the_check_open_the_same_parts_of_core():
    ignored = CONTRACTS["plugins-use-public-parts"]["ignore_imports"]
    opened = [one.removeprefix("plugins.** -> ") for one in ignored if "tests" not in one]

    assert [one.replace(".**", ".*") for one in opened] == list(PUBLIC_PARTS)


def test_the_reader_is_told_the_same_parts():
    assert re.findall(r"^- `(core\.[a-z.*]+)`", PAGE, re.MULTILINE) == list(PUBLIC_PARTS)


def test_the_linter_and_the_check_know_the_same_layers():
    linted = CONTRACTS["plugin-inside"]["layers"]

    assert [frozenset(re.findall(r"\w+", layer)) for layer in linted] == list(LAYERS)


def test_the_reader_finds_every_rule_with_its_code():
    checked = PAGE[PAGE.index("## What is checked") :]

    assert re.findall(r"^\| `([a-z_]+)` \|", checked, re.MULTILINE) == list(RULES)


def test_the_reader_finds_the_form():
    for name in [*REQUIRED, *FILES, *README_SECTIONS]:
        assert name in PAGE, name


def test_the_core_has_the_projects_version():
    assert str(CORE_VERSION) == PYPROJECT["project"]["version"]
