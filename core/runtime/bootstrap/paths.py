"""Where things stand in the working copy, and how another program is run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"


def run(*command: str | Path, environment: dict[str, str] | None = None) -> None:
    """Run a program of the set-up; ends the set-up when it fails, having shown its output."""
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        typed = " ".join(str(part) for part in command)
        sys.exit(f"make setup: failed ({done.returncode}): {typed}")


def say(text: str) -> None:
    """One line of progress."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
