"""What no pip package brings: libraries and fonts of the system.

As root on Debian they are installed; otherwise the exact command is printed. Nothing of
it stops the set-up: what is missing is said with what will not work.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from core.runtime.bootstrap.paths import say

_FONTS = ("*wqy*", "*NotoS*CJK*", "*SourceHan*", "*Fandol*", "*gbsn*", "*gkai*", "*simsun*")
_FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts")


@dataclass(frozen=True, slots=True)
class SystemPart:
    """Something of the system: what is lost without it, and who brings it on Debian."""

    missing: Callable[[], bool]
    packages: tuple[str, ...]
    loss: str


def provide(parts: Sequence[SystemPart]) -> None:
    """Install what is missing where we may, else say what to type."""
    absent = [part for part in parts if part.missing()]
    if not absent:
        return
    packages = [name for part in absent for name in part.packages]
    if _may_install():
        say(f"→ apt-get install {' '.join(packages)}")
        _install(packages)
        absent = [part for part in absent if part.missing()]
    for part in absent:
        say(f"! {part.loss}. To install it, type:")
        say(f"    {_sudo()}apt-get install --no-install-recommends {' '.join(part.packages)}")


def chromium() -> str | None:
    """The browser of the browser tests."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _may_install() -> bool:
    return os.geteuid() == 0 and Path("/etc/debian_version").exists()


def _install(packages: list[str]) -> None:
    apt = ["apt-get", "--quiet=2", "-o", "Dpkg::Use-Pty=0"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    for command in ([*apt, "update"], install):
        subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, check=False)


def _sudo() -> str:
    return "" if os.geteuid() == 0 else "sudo "


def _no_chinese_font() -> bool:
    return not any(
        next(folder.rglob(pattern), None) for folder in _FONT_FOLDERS for pattern in _FONTS
    )


VENV_MODULE = SystemPart(
    missing=lambda: find_spec("ensurepip") is None,
    packages=("python3-venv",),
    loss="Python's venv module is missing: nothing can be set up",
)
LIBRARIES = (
    SystemPart(
        missing=lambda: not (find_library("pango-1.0") and find_library("harfbuzz-subset")),
        packages=("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fontconfig"),
        loss="Pango is missing: papers cannot be made into PDF",
    ),
    SystemPart(
        missing=_no_chinese_font,
        packages=("fonts-wqy-zenhei",),
        loss="No Chinese font: PDF and screenshots show boxes instead of text",
    ),
)
BROWSER = SystemPart(
    missing=lambda: chromium() is None,
    packages=("chromium",),
    loss="Chromium is missing: the browser tests will be skipped",
)
