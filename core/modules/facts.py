"""Facts on their way through the outbox: as JSON and back, by the declared types."""

from typing import Any

from pydantic import TypeAdapter

from core.contracts.outbox import JsonValue
from core.modules.hookspecs import HOOKS


def fact_as_json(fact: Any) -> JsonValue:
    """The fact as the outbox keeps it."""
    value: JsonValue = TypeAdapter(type(fact)).dump_python(fact, mode="json")
    return value


def fact_from_json(hook: str, kept: JsonValue) -> Any:
    """The fact that ``hook`` announces, read from the outbox."""
    return TypeAdapter(HOOKS[hook].value).validate_python(kept)
