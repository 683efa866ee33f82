"""The installation's secret key: from the environment, or made once in the data folder."""

import os
import secrets
from pathlib import Path

from core.settings.environment import Environment


def secret_key(env: Environment) -> str:
    """The key that signs sessions and from which database log-ins are derived."""
    if env.secret_key is not None:
        return env.secret_key.get_secret_value()
    return _kept_key(env.home / "keys" / "secret_key")


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        # O_EXCL: of two processes that start at once, one makes the key and both read it.
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
