"""Python packages: exactly those of the locks, each checked against its hash.

uv installs them in seconds; where it does not run or does not find them, pip does.
"""

import os
import shlex
import subprocess
from pathlib import Path

from core.runtime.bootstrap.paths import ROOT, VENV, run, say

PIP = (str(VENV / "bin" / "python"), "-m", "pip")
UV = str(VENV / "bin" / "uv")

#: uv does not read pip's configuration, where a machine names its mirror.
_FROM_PIP = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "cert": "SSL_CERT_FILE",
}


def install_packages(locks: list[Path]) -> None:
    """Install the locks and, on top, the project itself as editable."""
    wanted = [part for lock in locks for part in ("--requirement", str(lock))]
    say(f"→ {', '.join(lock.name for lock in locks)}")
    if not _install_with_uv(wanted):
        run(*PIP, "install", "--quiet", "--require-hashes", *wanted)
    # Its build tools are in the lock: nothing unpinned is fetched.
    run(*PIP, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def _install_with_uv(wanted: list[str]) -> bool:
    lock = ROOT / "requirements-uv.txt"
    steps = (
        [*PIP, "install", "--quiet", "--require-hashes", "--requirement", str(lock)],
        [UV, "pip", "install", "--quiet", "--python", str(VENV), "--require-hashes", *wanted],
    )
    for step in steps:
        if subprocess.run(step, cwd=ROOT, env=uv_environment(), check=False).returncode != 0:
            say("→ uv cannot; pip does it, which takes a minute longer")
            return False
    return True


def uv_environment() -> dict[str, str]:
    """Our environment, with pip's configuration as uv understands it."""
    translated = {"UV_INDEX_STRATEGY": "unsafe-best-match"}  # the hashes decide what is good
    for name, value in _pip_configuration().items():
        if name in _FROM_PIP:
            translated[_FROM_PIP[name]] = " ".join(value.split())
    return {**translated, **os.environ}


def _pip_configuration() -> dict[str, str]:
    listed = subprocess.run(
        [*PIP, "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    lines = (line.partition("=") for line in listed.splitlines())
    return {key.rpartition(".")[2]: shlex.split(value)[0] for key, _equals, value in lines if value}
