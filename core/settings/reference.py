"""``docs/settings.md``, made of the class so that it cannot be out of date.

``python -m core.settings.reference`` writes it anew; a test compares.
"""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from core.settings.environment import PROJECT, Environment, setting_name

PAGE = PROJECT / "docs" / "settings.md"

HEAD = """\
# Settings

Made by `python -m core.settings.reference` from `core/settings/environment.py`; do not edit.

Each is an environment variable, or a line `NAME=value` in the file `.env` beside the Makefile
(the environment wins; an empty value counts as unset). They are checked when a process starts: a
value that cannot be used is refused by the variable's name, and so is a name beginning with
`CITYDESK_` that does not exist. `citydesk doctor` shows what holds and what does not.

| variable | kind | default | meaning |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_row(field) for field in Environment.model_fields)


def _row(field: str) -> str:
    info = Environment.model_fields[field]
    meaning = (info.description or "").replace("|", r"\|")
    cells = (f"`{setting_name(field)}`", _kind(info.annotation), _default(info.default), meaning)
    return f"| {' | '.join(cells)} |\n"


_KINDS = {str: "text", int: "number", bool: "yes / no", Path: "path", SecretStr: "secret"}


def _kind(annotation: Any) -> str:
    """The word for a type; of ``X | None`` that of X, of a Literal its values."""
    if annotation in _KINDS:
        return _KINDS[annotation]
    inner = [arg for arg in getattr(annotation, "__args__", ()) if arg is not type(None)]
    if all(isinstance(arg, str) for arg in inner):
        return ", ".join(f"`{arg}`" for arg in inner)
    return _kind(inner[0])


def _default(value: Any) -> str:
    if value is None or value == "":
        return "unset"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT)}`"
    return f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
