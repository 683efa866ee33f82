"""Every code with which the platform may refuse, read from the classes that carry them."""

from collections.abc import Iterator

from core.errors import DomainError


def refusal_codes() -> list[tuple[str, int, str]]:
    """Code, status and words of each refusal of this process, by code."""
    found = {each.code: (each.code, each.status, str(each.message)) for each in _family()}
    return [found[code] for code in sorted(found)]


def _family() -> Iterator[type[DomainError]]:
    waiting = [DomainError]
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(each.__subclasses__())
