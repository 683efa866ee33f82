"""The command line as a process of its own, as a script would call it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.settings.environment import PROJECT

PREPARE = """
from core.cli.loading import load, set_up_django
from core.cli.needs import provided
set_up_django()
with provided("database"):
    load("tenancy.prepare:prepare_database")()
"""
ENTRY = "from core.cli.main import main; main()"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> object:
        return json.loads(self.out)


@pytest.fixture
def settings_of_its_own(tmp_path: Path) -> dict[str, str]:
    """An installation with nothing configured."""
    unset = ("DATABASE_URL", "BROKER_URL", "LANG", "LC_ALL")
    kept = {n: v for n, v in os.environ.items() if n not in unset and "CITYDESK" not in n}
    return {**kept, "CITYDESK_HOME": str(tmp_path / "home")}


@pytest.fixture
def citydesk(settings_of_its_own):
    """Run a command; keyword arguments are settings."""

    def run(*arguments: str, **settings: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-c", ENTRY, *arguments],
            cwd=PROJECT,
            env={**settings_of_its_own, **settings},
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def prepared(settings_of_its_own) -> None:
    """The installation's database has its shared tables and log-ins."""
    subprocess.run(
        [sys.executable, "-c", PREPARE], cwd=PROJECT, env=settings_of_its_own, check=True
    )
