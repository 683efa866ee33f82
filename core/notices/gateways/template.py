"""Filling in a template: placeholders inside texts, never inside the form of a message.

A JSON body is read first and filled in afterwards, so that no name or title can close a
quote; the fields of a form and of an address are encoded by whoever puts them together.
"""

import re
from collections.abc import Mapping
from typing import Any

from core.notices.channels import Message

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: What a template may name; ``token`` and ``secret`` are the gateway's secrets.
NAMES = frozenset(
    ("key", "name", "mobile", "title", "body", "url", "urgency", "unit", "token", "secret")
)


def values_of(message: Message, secrets: Mapping[str, str]) -> dict[str, str]:
    """What stands for each placeholder."""
    told = {name: str(getattr(message, name)) for name in NAMES - {"token", "secret"}}
    return {**told, "token": secrets.get("token", ""), "secret": secrets.get("secret", "")}


def unknown_names(text: str) -> set[str]:
    """Placeholders that mean nothing here."""
    return set(_PLACEHOLDER.findall(text)) - NAMES


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """``template`` (text, list, mapping …) with every placeholder filled in."""
    if isinstance(template, str):
        return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)
    if isinstance(template, Mapping):
        return {key: filled(value, values) for key, value in template.items()}
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    return template


def pairs(text: str, separator: str) -> dict[str, str]:
    """Lines ``name<separator>value`` as a mapping; an empty line counts for nothing."""
    lines = [line.partition(separator) for line in text.splitlines() if line.strip()]
    return {name.strip(): value.strip() for name, _separator, value in lines}


def found_at(document: Any, path: str) -> Any:
    """What stands in an answer at ``a.b.0.c``; None where there is nothing."""
    for step in path.split("."):
        if isinstance(document, Mapping):
            document = document.get(step)
        elif isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        else:
            return None
    return document
