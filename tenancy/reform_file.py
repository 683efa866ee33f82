"""A reform as the office writes it down: one TOML file, read into acts (``docs/reform.md``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.units.reform import Abolish, Act, Merge, Move, Part, Rename, Split
from tenancy.errors import ReformFileUnusable

_ACTS: dict[str, type[Any]] = {
    "rename": Rename, "move": Move, "merge": Merge, "split": Split, "abolish": Abolish,
}  # fmt: skip
_HEAD: dict[str, type] = {"title": str, "effective_on": date, "acts": list}


@dataclass(frozen=True, slots=True)
class ReformPlan:
    """What the file says."""

    title: str
    effective_on: date
    acts: tuple[Act, ...]
    basis: str = ""


def read_reform(path: Path) -> ReformPlan:
    """Read the file; raises ``ReformFileUnusable`` naming the place."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReformFileUnusable(place=path.name, why=error) from error
    for key, kind in _HEAD.items():
        if not isinstance(content.get(key), kind) or not content[key]:
            raise ReformFileUnusable(place=key, why=_("缺少，或不是所需的形式"))
    acts = tuple(_act(place, entry) for place, entry in enumerate(content["acts"], start=1))
    basis = str(content.get("basis", ""))
    return ReformPlan(content["title"], content["effective_on"], acts, basis)


def _act(place: int, entry: Mapping[str, Any]) -> Act:
    where = f"acts[{place}]"
    values = dict(entry)
    name = values.pop("act", None)
    if name not in _ACTS:
        raise ReformFileUnusable(place=f"{where}.act", why=f"{name!r} ≠ {' | '.join(_ACTS)}")
    if "parts" in values:
        parts = enumerate(values["parts"], start=1)
        values["parts"] = tuple(_made(Part, f"{where}.parts[{n}]", part) for n, part in parts)
    act: Act = _made(_ACTS[name], where, values)
    return act


def _made(kind: type[Any], where: str, values: Mapping[str, Any]) -> Any:
    """One value of ``kind``; each key known, none missing, texts where texts belong."""
    known = {field.name: field for field in fields(kind)}
    for key in values.keys() - known.keys():
        raise ReformFileUnusable(place=f"{where}.{key}", why=_("没有这一项"))
    for key, field in known.items():
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and not values.get(key):
            raise ReformFileUnusable(place=f"{where}.{key}", why=_("必须填写"))
    return kind(**{key: _plain(where, key, value) for key, value in values.items()})


#: The forms of values; whatever is not named here is a text.
_FORMS: dict[str, type] = {
    "keep_organs": bool, "ends": bool, "parts": tuple, "superiors": dict,
}  # fmt: skip


def _plain(where: str, key: str, value: Any) -> Any:
    if key in {"organs", "children"} and isinstance(value, list):
        return tuple(map(str, value))
    if key == "organs" and isinstance(value, dict):
        return {code: tuple(names) for code, names in value.items()}
    if not isinstance(value, _FORMS.get(key, str)):
        raise ReformFileUnusable(place=f"{where}.{key}", why=repr(value))
    return value
