"""One part of ``serve``: started in a group of its own, read line by line, ended whole."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from core.runtime.leash import leashed

#: A child that lived shorter than this died quickly.
QUICK = 10.0
LONGEST_PAUSE = 10.0

#: Told the part's name and one line of its output.
Write = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the running city: its name in the log and how it is started."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    #: Seconds it may take to finish what it is doing before it is killed.
    grace: float = 15.0


class Child:
    """The process of a part, which dies with us; its whole group ends with it."""

    def __init__(self, part: Part) -> None:
        self._rest = b""
        self._process = subprocess.Popen(
            leashed(part.command, signum=signal.SIGTERM),
            env={**os.environ, **part.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=0,  # Ctrl-C reaches us alone; we end our children in order
        )
        assert self._process.stdout is not None  # noqa: S101 - we asked for a pipe
        self._pipe = self._process.stdout
        self.output = self._pipe.fileno()
        os.set_blocking(self.output, False)

    @property
    def lives(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def lines(self) -> list[str] | None:
        """The lines that have come; None at the end of the output."""
        try:
            data = os.read(self.output, 65536)
        except BlockingIOError:
            return []
        if not data:
            return None
        *whole, self._rest = (self._rest + data).split(b"\n")
        return [line.decode(errors="replace").rstrip() for line in whole]

    def ask_to_end(self) -> None:
        """Ask the process to finish; it passes that on to its own children."""
        if self.lives:
            self._process.terminate()

    def end(self) -> list[str]:
        """Kill what is left of the group; returns the lines it still had to say."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        said = []
        while new := self.lines():
            said += new
        self._pipe.close()
        rest = self._rest.decode(errors="replace").rstrip()
        return [*said, rest] if rest else said


class Life:
    """A part's processes, one after another: when to start the next, when to give up."""

    def __init__(self, part: Part, write: Write) -> None:
        self.part = part
        self.child: Child | None = None
        self.start_at = 0.0
        self.quick_deaths = 0
        self.last_lines: deque[str] = deque(maxlen=15)
        self._write = write
        self._started_at = 0.0

    def start(self) -> Child:
        """Start the next process."""
        self._started_at = time.monotonic()
        self.child = Child(self.part)
        return self.child

    def say(self, lines: list[str]) -> None:
        """Pass lines on, remembering the last ones for the message when we give up."""
        for line in lines:
            self.last_lines.append(line)
            self._write(self.part.name, line)

    def bury(self) -> None:
        """The process died: plan the next one, later and later after quick deaths."""
        if self.child:
            self.say(self.child.end())
        self.child = None
        now = time.monotonic()
        self.quick_deaths = self.quick_deaths + 1 if now - self._started_at < QUICK else 1
        self.start_at = now + min(0.5 * 2 ** (self.quick_deaths - 1), LONGEST_PAUSE)
