"""Finds rings in a relation in which each points at one above it."""

from collections.abc import Iterator, Mapping

SHOWN = 6


def rings(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Each ring of ``above`` once, as the codes along it."""
    seen: dict[str, int] = {}
    for walk, start in enumerate(above):
        code, path = start, []
        while code in above and code not in seen:
            seen[code] = walk
            path.append(code)
            code = above[code]
        if seen.get(code) == walk and code in path:
            yield tuple(path[path.index(code) :])


def shown(ring: tuple[str, ...]) -> str:
    """A ring as a person reads it: ``a → b → a``."""
    codes = ring if len(ring) <= SHOWN else (*ring[:SHOWN], "…")
    return " → ".join((*codes, ring[0]))
