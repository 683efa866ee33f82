"""The document cut into chapters that a page can show without a script."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, or a field of a body or an answer; ``depth`` indents what stands in another."""

    name: str
    kind: str
    required: bool
    about: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One method of one address."""

    method: str
    path: str
    summary: str
    about: str
    permission: str
    parameters: tuple[Line, ...]
    body: tuple[Line, ...]
    status: str
    answer: tuple[Line, ...]
    refusals: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The addresses of one module or subject."""

    tag: str
    entries: list[Entry] = field(default_factory=list)


def chapters(document: Node) -> list[Chapter]:
    """The document by its tags, in the order of the alphabet."""
    found: dict[str, Chapter] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            tag = operation["tags"][0]
            chapter = found.setdefault(tag, Chapter(tag))
            chapter.entries.append(_entry(document, path, method, operation))
    return [found[tag] for tag in sorted(found)]


def _entry(document: Node, path: str, method: str, operation: Node) -> Entry:
    answers = operation["responses"]
    done = next(status for status in answers if status < "300")
    return Entry(
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        about=operation["description"],
        permission=operation.get("x-permission", ""),
        parameters=tuple(_parameters(operation)),
        body=tuple(_content(document, operation.get("requestBody", {}))),
        status=done,
        answer=tuple(_content(document, answers[done])),
        refusals=" ".join(status for status in answers if status >= "300"),
    )


def _parameters(operation: Node) -> Iterator[Line]:
    for each in operation.get("parameters", ()):
        name = f"{each['name']} ({each['in']})"
        about = each.get("description", "")
        yield Line(name, _kind(each["schema"]), each.get("required", False), about)


def _content(document: Node, holder: Node) -> Iterator[Line]:
    for media in holder.get("content", {}).values():
        yield from _fields(document, media.get("schema", {}), 0)
        return


def _fields(document: Node, schema: Node, depth: int) -> Iterator[Line]:
    shape = _resolved(document, schema)
    needed = shape.get("required", ())
    for name, each in shape.get("properties", {}).items():
        about = each.get("description", "")
        yield Line(name, _kind(each), name in needed, about, depth)
        if depth < 3:
            yield from _fields(document, each.get("items", each), depth + 1)


def _resolved(document: Node, schema: Node) -> Node:
    named = schema.get("$ref") or next(
        (part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part), None
    )
    if named is None:
        return schema
    shape: Node = document["components"]["schemas"][named.rpartition("/")[2]]
    return shape


def _kind(schema: Node) -> str:
    if "enum" in schema:
        return " | ".join(repr(value) for value in schema["enum"])
    if "$ref" in schema or "allOf" in schema:
        return "object"
    kind, form = schema.get("type", ""), schema.get("format", "")
    named = "/".join(kind) if isinstance(kind, list) else kind
    if named == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    limit = f" ≤{schema['maxLength']}" if "maxLength" in schema else ""
    return (f"{named} ({form})" if form else named) + limit
