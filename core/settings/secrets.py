"""The installation's secret key: from the environment, or made once in the data folder."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from core.settings.environment import Environment


def secret_key(env: Environment) -> str:
    """The key that signs sessions and from which database log-ins are derived."""
    if env.secret_key is not None:
        return env.secret_key.get_secret_value()
    return _kept_key(env.home / "keys" / "secret_key")


def _kept_key(path: Path) -> str:
    for folder in (path.parents[1], path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        _make_key(path)
    return path.read_text().strip()


def _make_key(path: Path) -> None:
    # Written whole before it has its name: of two processes that start at once, one gives the
    # key and both read it, and one that is killed meanwhile leaves no empty key behind.
    handle, draft = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        Path(draft).unlink()
