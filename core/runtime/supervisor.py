"""The process tree of ``serve``: parts that die are started again, none is left behind.

A part that dies again and again ends the whole with its last lines as the reason. At
Ctrl-C, SIGTERM or SIGHUP every part may finish what it is doing; a second signal ends all
at once. Were this process killed, the kernel would end the parts (``leash``).
"""

import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from core.runtime.children import Life, Part, Write
from core.runtime.errors import ProcessKeepsDying

TRIES = 5
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Supervisor:
    """Runs the parts until it is asked to end.

    ``watch`` is called about every second; what it raises ends all parts and is raised.
    """

    def __init__(
        self, parts: Iterable[Part], *, write: Write, watch: Callable[[], None] | None = None
    ) -> None:
        self._lives = [Life(part, write) for part in parts]
        self._watch = watch or (lambda: None)
        self._asked = 0
        self._selector = selectors.DefaultSelector()

    def run(self) -> None:
        """Return when asked to end by a signal; raises ``ProcessKeepsDying``."""
        with self._signals_heard():
            try:
                while not self._asked:
                    self._start_due()
                    self._listen(1.0)
                    self._bury_dead()
                    self._watch()
            finally:
                self._end_all()

    def _start_due(self) -> None:
        for life in self._lives:
            if life.child is None and life.start_at <= time.monotonic():
                child = life.start()
                self._selector.register(child.output, selectors.EVENT_READ, life)

    def _listen(self, patience: float) -> None:
        for key, _mask in self._selector.select(patience):
            if isinstance(key.data, Life):
                self._pass_on(key.data)
            else:
                key.fileobj.recv(4096)  # type: ignore[union-attr]  # the signals' socket

    def _pass_on(self, life: Life) -> None:
        lines = life.child.lines() if life.child else None
        if lines is None and life.child:
            self._selector.unregister(life.child.output)
        life.say(lines or [])

    def _bury_dead(self) -> None:
        for life in self._lives:
            if life.child and not life.child.lives:
                self._bury(life)
                if life.quick_deaths >= TRIES:
                    raise ProcessKeepsDying(
                        service=life.part.name,
                        times=life.quick_deaths,
                        output="\n".join(life.last_lines),
                    )

    def _bury(self, life: Life) -> None:
        if life.child:
            with suppress(KeyError):  # its output may have ended before it did
                self._selector.unregister(life.child.output)
        life.bury()

    def _end_all(self) -> None:
        asked_before = self._asked
        began = time.monotonic()
        for life in self._lives:
            if life.child:
                life.child.ask_to_end()
        while any(self._may_finish(life, began) for life in self._lives):
            self._listen(0.1)
            if self._asked > asked_before:
                break
        for life in self._lives:
            self._bury(life)

    @staticmethod
    def _may_finish(life: Life, began: float) -> bool:
        in_time = time.monotonic() < began + life.part.grace
        return in_time and life.child is not None and life.child.lives

    @contextmanager
    def _signals_heard(self) -> Iterator[None]:
        """Count the signals to end; wake the selector at these and at a child's death."""
        ear, mouth = socket.socketpair()
        ear.setblocking(False)
        mouth.setblocking(False)
        self._selector.register(ear, selectors.EVENT_READ)
        before = {number: signal.signal(number, self._ask) for number in _SIGNALS}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        old_mouth = signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(old_mouth)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()
            ear.close()
            mouth.close()

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1
