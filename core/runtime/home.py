"""The data folder: made private, checked before anything is put into it."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from core.runtime.errors import DiskFull, HomeNotWritable

#: A fresh PostgreSQL takes 40 MB, its journal as much again, the demo city 150 MB.
NEEDED_BYTES = 300 * 2**20
LONG_LOG_BYTES = 10 * 2**20
FOLDERS = ("run", "log", "keys")


def prepare_home(home: Path) -> None:
    """Make the data folder, for its owner's eyes only.

    Refuses a folder of another user (its servers would lose their files) and a full disk.
    """
    try:
        for folder in (home, *(home / name for name in FOLDERS)):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise HomeNotWritable(folder=home, reason=error.strerror) from error
    if home.stat().st_uid != os.geteuid() or not os.access(home / "run", os.W_OK):
        raise HomeNotWritable(folder=home, reason=f"uid {home.stat().st_uid}")
    require_room(home)


def require_room(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Raise ``DiskFull`` unless ``needed`` bytes are free below ``folder``."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(folder=folder, free=f"{free // 2**20} MB", needed=f"{needed // 2**20} MB")


def read_endpoint(home: Path, service: str) -> dict[str, Any]:
    """What is remembered of an embedded server: its URL and port; {} before its first start."""
    try:
        return dict(json.loads(_endpoint(home, service).read_text()))
    except FileNotFoundError:
        return {}


def write_endpoint(home: Path, service: str, **facts: Any) -> None:
    """Remember where an embedded server listens (``core.settings.endpoints`` reads it)."""
    write_private(_endpoint(home, service), json.dumps(facts))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def keep_short(log: Path) -> None:
    """Put a log that has grown long aside; the one put aside before is dropped."""
    if log.exists() and log.stat().st_size > LONG_LOG_BYTES:
        log.replace(log.with_suffix(".old.log"))


def _endpoint(home: Path, service: str) -> Path:
    return home / "run" / f"{service}.json"
