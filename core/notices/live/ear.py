"""Hearing what the broker tells, in a thread of its own; a broker that is away is waited for."""

import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from kombu.connection import Connection
from kombu.entity import Queue
from kombu.messaging import Consumer

from core.notices.live.exchange import EXCHANGE

log = logging.getLogger(__name__)

_LONGEST_PAUSE = 15.0


class Ear(threading.Thread):
    """Calls ``heard`` with (account, number) pairs, from this thread."""

    def __init__(
        self, url: str, ssl: Mapping[str, Any] | None, heard: Callable[[Mapping[str, int]], None]
    ) -> None:
        super().__init__(name="ear", daemon=True)
        self._url, self._ssl, self._heard = url, ssl, heard
        self._over = threading.Event()

    def run(self) -> None:
        """Listen until ``close``; after a failure wait, longer and longer."""
        pause = 0.5
        while not self._over.is_set():
            try:
                self._listen()
                pause = 0.5
            # The libraries raise a dozen kinds of error for a server that is not there.
            except Exception as error:  # noqa: BLE001
                log.warning("the broker is away: %s", type(error).__name__)
                self._over.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    def close(self) -> None:
        """Stop listening within a second."""
        self._over.set()

    def _listen(self) -> None:
        options = {"socket_connect_timeout": 3, "socket_timeout": 5}
        connection = Connection(  # type: ignore[no-untyped-call]
            self._url, ssl=self._ssl or False, connect_timeout=3, transport_options=options
        )
        queue = Queue(  # type: ignore[no-untyped-call]
            f"citydesk.live.{uuid4()}", EXCHANGE, exclusive=True, auto_delete=True, durable=False
        )
        with connection as line, self._consumer(line, queue):
            while not self._over.is_set():
                try:
                    line.drain_events(timeout=1)
                except TimeoutError:
                    line.heartbeat_check()

    def _consumer(self, line: Any, queue: Any) -> Any:
        return Consumer(  # type: ignore[no-untyped-call]
            line, queues=[queue], callbacks=[self._take], no_ack=True, accept=["json"]
        )

    def _take(self, body: Any, _message: Any) -> None:
        if isinstance(body, dict):
            self._heard(body)
