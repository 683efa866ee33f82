"""PostgreSQL never sees root: not in a container, not where namespaces are forbidden."""

import os
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from core.runtime.services import ensure
from core.settings.environment import PROJECT

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root to give root away"),
]

ONE_QUESTION = """
import os, sys, psycopg2
from pathlib import Path
from core.runtime.services import ensure
from core.settings.environment import Environment
env = Environment(_env_file=None, CITYDESK_HOME=Path(sys.argv[1]))
with ensure(env, durable=False) as services:
    psycopg2.connect(services.database_url).close()
    print(os.geteuid(), "asked")
"""
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]


def test_below_a_private_folder_where_namespaces_are_forbidden(env, ask, tmp_path, monkeypatch):
    tmp_path.chmod(0o700)
    refusing = tmp_path / "bin" / "unshare"
    refusing.parent.mkdir()
    refusing.write_text("#!/bin/sh\nexit 1\n")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{refusing.parent}:{os.environ['PATH']}")

    with ensure(env, broker=False, durable=False) as services:
        assert ask(services.database_url, "SELECT 1") == 1

    assert (env.home / "postgres").stat().st_uid == 65534


def test_files_of_the_other_way_are_taken_over(env, ask, tmp_path, monkeypatch):
    test_below_a_private_folder_where_namespaces_are_forbidden(env, ask, tmp_path, monkeypatch)
    monkeypatch.undo()

    with ensure(env, broker=False, durable=False) as services:
        assert ask(services.database_url, "SELECT 1") == 1

    assert (env.home / "postgres").stat().st_uid == 0


def test_an_ordinary_user_needs_nothing_of_this():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        os.chown(folder, 65534, 65534)
        done = subprocess.run(
            [*NOBODY, python_for_everybody(), "-c", ONE_QUESTION, f"{folder}/home"],
            cwd=PROJECT,
            env={"PATH": os.defpath, "PYTHONPATH": sysconfig.get_path("purelib")},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert (done.stdout, done.stderr) == ("65534 asked\n", ""), done.stderr


def python_for_everybody() -> str:
    """This Python, or Debian's of the same version where ours stands below a private folder."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        # By way of a shell: setpriv itself may still start what its user may not.
        trial = subprocess.run([*NOBODY, "sh", "-c", f"{python} -c ''"], capture_output=True)
        if trial.returncode == 0:
            return python
    pytest.skip(f"no Python that an ordinary user may run: {Path(sys.executable)} is private")
