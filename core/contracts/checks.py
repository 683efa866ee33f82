"""What ``citydesk doctor`` prints, and what ``citydesk serve`` asks before it starts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so: its name for machines, what was found for people.

    ``vital``: the server does not start while it is not so.
    """

    name: str
    ok: bool
    detail: str
    vital: bool = True
