"""From where the acts of this moment come: the address, the device, the request or the job.

The web layer and the workers say it once; every line of a trail carries it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """Where an act was asked for; empty for commands typed on the server.

    ``request_id`` also stands in the answer's header ``X-Request-Id``; a job's is ``job:…``.
    """

    address: str = ""
    device: str = ""
    request_id: str = ""


_NOWHERE = Source()
_current: ContextVar[Source] = ContextVar("citydesk_source", default=_NOWHERE)


def current_source() -> Source:
    """Where whatever is done now was asked for."""
    return _current.get()


@contextmanager
def acting_from(source: Source) -> Iterator[Source]:
    """Whatever is done in this block was asked for at ``source``."""
    token = _current.set(source)
    try:
        yield source
    finally:
        _current.reset(token)
