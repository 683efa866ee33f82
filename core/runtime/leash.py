"""Run a command that never outlives the process that asked for it.

``python leash.py PARENT SIGNAL COMMAND…``: the kernel sends SIGNAL when PARENT dies, be it
by kill -9. A file of its own and not a ``preexec_fn``, which is unsafe beside threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def leashed(command: list[str], *, signum: int) -> list[str]:
    """``command`` as it must be started to die with this process.

    The kernel counts the death of the *thread* that starts it: call from the main thread.
    """
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), str(int(signum)), *command]


def main(parent: str, signum: str, *command: str) -> None:
    """Ask the kernel for the signal, then become the command."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
    if os.getppid() != int(parent):  # it died before we could ask
        sys.exit(1)
    try:
        os.execvp(command[0], command)  # noqa: S606 - becoming the command is the point
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main(*sys.argv[1:])
