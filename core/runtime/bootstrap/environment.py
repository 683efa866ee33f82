"""The virtual environment ``.venv``."""

import importlib.util
import subprocess
import sys

from core.runtime.bootstrap.paths import VENV, run, say
from core.runtime.bootstrap.system import VENV_MODULE, provide


def make_venv() -> None:
    """Make ``.venv`` with this Python unless a working one is there."""
    if _works():
        return
    if importlib.util.find_spec("ensurepip") is None:
        provide([VENV_MODULE])
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit(1)
    say(f"→ {VENV.name}")
    run(sys.executable, "-m", "venv", "--clear", VENV)


def _works() -> bool:
    """A copied or half-made environment, or one whose Python was removed, does not."""
    question = "import pip, sys; print(sys.prefix)"
    try:
        answer = subprocess.run(
            [VENV / "bin" / "python", "-c", question], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == str(VENV)
