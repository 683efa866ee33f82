"""A stranger's package, installed with pip, is a module like any other.

The standing suite and the module's own tests run on it, in a process that finds it by its
entry point.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys

import pytest

from core.settings.environment import PROJECT
from installer.testing.early import early_plugin

PACKAGE = PROJECT / "tests" / "sample_modules" / "good_package"
OFFLINE = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation")

FOUND = """
import json
from core.modules.discovery import registry
module = registry()["canteen_menu"]
print(json.dumps([module.origin, module.package, str(module.folder), module.app_config]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder into which pip has installed the package, without any network."""
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"  # pip builds in the source's folder
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("*.egg-info", "build"))
    pip = ["-m", "pip"] if importlib.util.find_spec("pip") else ["-m", "uv", "pip"]
    target = folder / "target"
    command = [sys.executable, *pip, "install", *OFFLINE, "--target", str(target), str(source)]
    subprocess.run(command, check=True)
    return target


def run(installed, *command):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), str(installed)])}
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=environment, capture_output=True, text=True
    )


def test_it_is_found_by_its_entry_point(installed):
    done = run(installed, "-c", FOUND)

    assert json.loads(done.stdout) == [
        "city-canteen 1.2.0",
        "city_canteen",
        str(installed / "city_canteen"),
        "city_canteen.apps.CanteenMenuConfig",
    ]


@pytest.mark.processes
def test_it_passes_the_standing_suite(installed):
    suite = ("tests/modules/test_every_module.py", "tests/modules/test_every_address.py")

    done = run(installed, "-m", "pytest", "-q", *suite, "-k", "canteen_menu")

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


@pytest.mark.processes
def test_it_passes_its_own_tests(installed):
    own = str(installed / "city_canteen")

    done = run(installed, "-m", "pytest", "-q", *early_plugin(), own)

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
