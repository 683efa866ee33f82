"""PostgreSQL refuses to run as root; a newcomer in a container is root. Two ways out.

First a user namespace in which we are ``nobody``: files stay root's and no permission
changes, so it works below private folders. Where the container forbids that: ``nobody``
itself, keeping the one capability to pass private parent folders.
"""

import os
import subprocess
from functools import cache
from pathlib import Path

NOBODY = 65534
_NAMESPACE = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"]
_SETPRIV = [
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--",
]


def unprivileged(command: list[str]) -> list[str]:
    """``command`` as it must be started so that it does not see itself as root."""
    if os.geteuid() != 0:
        return command
    return [*(_NAMESPACE if _namespaces_allowed() else _SETPRIV), *command]


def own(folder: Path) -> None:
    """Give ``folder`` and all below to the user that ``unprivileged`` commands run as."""
    owner = 0 if os.geteuid() != 0 or _namespaces_allowed() else NOBODY
    if os.geteuid() != 0 or folder.stat().st_uid == owner:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner, owner, follow_symlinks=False)


@cache
def _namespaces_allowed() -> bool:
    try:
        trial = subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return trial.returncode == 0
