"""What is wrong with a module: a stable code, where it stands, and the way out.

Discovery, the manifest reader and ``citydesk modules check`` all speak in findings. Every
code and its sentence stand in ``core.modules.rules``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.modules.rules import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule at one place. ``line`` is 0 where the whole file is meant."""

    code: str
    path: Path
    line: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence for people, in the language of the moment."""
        return str(RULES[self.code]) % self.facts

    @property
    def place(self) -> str:
        """``file:line``, as editors understand it."""
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    def __str__(self) -> str:
        return f"{self.place}: {self.code}: {self.message}"

    def as_json(self) -> dict[str, object]:
        """The finding as ``--json`` prints it."""
        return {
            **{key: str(value) for key, value in self.facts.items()},
            "code": self.code,
            "file": str(self.path),
            "line": self.line,
            "message": self.message,
        }
