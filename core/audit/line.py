"""Making a line: the columns of a trail and the digest that the city keeps of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from core.audit.entry import Result
from core.audit.source import current_source
from core.contracts.people import Person
from core.db.keys import new_id
from core.evidence.verify_trail import canonical, entry_digest

#: Longer texts are cut: a line stays below what PostgreSQL would store out of line.
LONGEST = 200
#: How the city's own trail is called where a unit's id would stand.
CITY = "city"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done or refused, as the services tell it.

    ``before`` and ``after`` are whatever describes the object; only their digests are kept.
    """

    action: str
    at: datetime
    subject: str
    result: Result = Result.DONE
    before: Any = None
    after: Any = None
    detail: Mapping[str, Any] | None = None


def columns_of(act: Act, by: Person | None, name: str = "") -> dict[str, Any]:
    """The values of the line's columns; ``name`` is who acts where nobody is logged in."""
    source = current_source()
    return {
        "id": str(new_id()),
        "at": act.at.astimezone(UTC),
        "account_id": str(by.account_id) if by else None,
        "person_name": (by.name if by else name)[:50],
        "title": (by.title if by else "")[:50],
        "acting_for": (by.acting_for if by else "")[:100],
        "action": act.action,
        "subject": _cut(act.subject, 100),
        "result": act.result.value,
        "before": _digest_of(act.before),
        "after": _digest_of(act.after),
        "address": source.address[:45],
        "device": _cut(source.device, 200),
        "request_id": source.request_id[:40],
        "detail": _plain(act.detail or {}),
    }


def witness_of(columns: Mapping[str, Any], unit_id: UUID | None) -> dict[str, Any]:
    """The row that the city keeps of the line: its key and its digest."""
    return {
        "id": columns["id"],
        "unit_id": str(unit_id) if unit_id else None,
        "digest": entry_digest(told(columns, unit_id)),
    }


def told(columns: Mapping[str, Any], unit_id: UUID | None) -> dict[str, Any]:
    """The line as plain values in the one form that is digested and exported."""
    at: datetime = columns["at"]
    account = columns["account_id"]
    return {
        **columns,
        "unit": unit_id.hex if unit_id else CITY,
        "id": str(columns["id"]),
        "account_id": str(account) if account else None,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


def _digest_of(value: Any) -> str:
    return "" if value is None else sha256(canonical(_plain(value, longest=None))).hexdigest()


def _plain(value: Any, longest: int | None = LONGEST) -> Any:
    """Only what JSON and PostgreSQL hand back unchanged: numbers with a fraction become text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {_cut(key, longest): _plain(each, longest) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each, longest) for each in value]
    return _cut(value, longest)


def _cut(value: Any, longest: int | None) -> str:
    """Text that PostgreSQL takes, at most ``longest`` long."""
    text = str(value).replace("\x00", "").encode("utf-8", "replace").decode()
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"
