"""``module.toml``: who a module is, readable by catalogue and installer without running its code.

Every fault is a ``Finding`` that names the file, the key, the value and the way out.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn

from django.utils.functional import Promise
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from core.modules.findings import Finding
from core.modules.slots import SLOTS
from core.modules.spoken import spoken
from core.modules.version import CORE_VERSION
from core.modules.vocabulary import CATEGORIES, RESERVED_NAMES, Layer
from core.people.roles import BUILT_IN
from core.units.kinds import FEE_CLASS

FILE = "module.toml"

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_KEEP = re.compile(r"permanent|[1-9]\d* (day|month|year)s?")
#: ``mod_<name>_<model>`` must stay within PostgreSQL's 63 characters.
_NAME_LENGTH = 30
#: The ledger's column.
_VERSION_LENGTH = 20
#: Two modules may need one that both stand in ``core/contracts``.
_CONTRACTS = Path(__file__).parents[1] / "contracts"


class _Table(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, arbitrary_types_allowed=True
    )


Text = Field(min_length=1, max_length=200)


class Permission(_Table):
    """A permission that the module declares: ``<module>.<action>`` and what it lets one do.

    ``roles`` are the built-in roles of a unit that hold it from the start. ``second_factor``:
    nobody uses the unit with it before an authenticator is bound (signing, seals). ``scopes``:
    the narrower scopes that the module keeps to (``core.people.public.within_scope``).
    """

    code: str
    title: str = Text
    title_en: str = Text
    description: str = ""
    roles: tuple[str, ...] = ()
    second_factor: bool = False
    scopes: tuple[Literal["self", "department"], ...] = ()

    @property
    def said(self) -> Promise:
        """The title in the reader's language."""
        return spoken(self.title, self.title_en)

    @field_validator("roles")
    @classmethod
    def _are_built_in(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(value) - set(BUILT_IN)
        return value if not unknown else _refuse("manifest_role", known=", ".join(BUILT_IN))


class Kept(_Table):
    """What the module keeps, for how long, and whether it is about people."""

    what: str = Text
    what_en: str = Text
    keep: str
    personal: bool

    @property
    def said(self) -> Promise:
        """What is kept, in the reader's language."""
        return spoken(self.what, self.what_en)

    @field_validator("keep")
    @classmethod
    def _is_a_period(cls, value: str) -> str:
        return value if _KEEP.fullmatch(value) else _refuse("manifest_period")


class Needs(_Table):
    """What must be there: other modules (by requirement) and contracts of core (by name)."""

    modules: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()

    @field_validator("modules")
    @classmethod
    def _are_requirements(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for need in value:
            _requirement(need)
        return value

    @field_validator("contracts")
    @classmethod
    def _exist(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in value if not (_CONTRACTS / f"{name}.py").is_file()]
        return value if not unknown else _refuse("manifest_contract", unknown=", ".join(unknown))

    def required(self) -> tuple[Requirement, ...]:
        """The needed modules with their version ranges."""
        return tuple(_requirement(need) for need in self.modules)


class Manifest(_Table):
    """A module as it presents itself. ``price`` is fen by fee class; None = in the admission."""

    name: str
    version: str
    title: str = Text
    title_en: str = Text
    summary: str = Text
    summary_en: str = Text
    layer: Layer
    category: str
    core: str
    icon: str = Text
    permissions: tuple[Permission, ...] = ()
    slots: tuple[str, ...] = ()
    needs: Needs = Needs()
    price: dict[str, int] | None = None
    data: tuple[Kept, ...] = ()

    @property
    def label(self) -> str:
        """The label of the module's Django app, and the prefix of its tables."""
        return f"mod_{self.name}"

    @property
    def said(self) -> Promise:
        """The title in the reader's language."""
        return spoken(self.title, self.title_en)

    @property
    def said_summary(self) -> Promise:
        """The summary in the reader's language."""
        return spoken(self.summary, self.summary_en)

    @property
    def permission_codes(self) -> frozenset[str]:
        """The codes of the declared permissions."""
        return frozenset(permission.code for permission in self.permissions)

    def fits(self, core: Version = CORE_VERSION) -> bool:
        """Whether the module was written for this core."""
        return SpecifierSet(self.core).contains(core, prereleases=True)

    @field_validator("name")
    @classmethod
    def _is_usable(cls, value: str) -> str:
        if len(value) > _NAME_LENGTH or not _NAME.fullmatch(value):
            _refuse("manifest_name", length=_NAME_LENGTH)
        return value if value not in RESERVED_NAMES else _refuse("manifest_name_reserved")

    @field_validator("version")
    @classmethod
    def _is_canonical(cls, value: str) -> str:
        try:
            canonical = str(Version(value))
        except InvalidVersion:
            canonical = ""
        fits = value == canonical and len(value) <= _VERSION_LENGTH
        return value if fits else _refuse("manifest_version", length=_VERSION_LENGTH)

    @field_validator("core")
    @classmethod
    def _is_a_range(cls, value: str) -> str:
        try:
            empty = not list(SpecifierSet(value))
        except InvalidSpecifier:
            empty = True
        return value if not empty else _refuse("manifest_core")

    @field_validator("category")
    @classmethod
    def _is_a_shelf(cls, value: str) -> str:
        known = value in CATEGORIES
        return value if known else _refuse("manifest_category", known=", ".join(CATEGORIES))

    @field_validator("slots")
    @classmethod
    def _are_slots(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = set(value) - set(SLOTS)
        return value if not unknown else _refuse("manifest_slot", known=", ".join(SLOTS))

    @field_validator("price")
    @classmethod
    def _is_a_tariff(cls, value: dict[str, int] | None) -> dict[str, int] | None:
        classes = dict.fromkeys(FEE_CLASS.values())
        for fee_class, fen in (value or {}).items():
            if fee_class not in classes:
                _refuse("manifest_fee_class", fee_class=fee_class, known=", ".join(classes))
            if fen < 0:
                _refuse("manifest_price", fee_class=fee_class)
        return value

    @model_validator(mode="after")
    def _owns_its_permissions(self) -> "Manifest":
        seen: set[str] = set()
        for code in (permission.code for permission in self.permissions):
            action = code.removeprefix(f"{self.name}.")
            if action == code or not _NAME.fullmatch(action):
                _refuse("manifest_permission", permission=code, name=self.name)
            if code in seen:
                _refuse("manifest_permission_twice", permission=code)
            seen.add(code)
        return self

    @model_validator(mode="after")
    def _needs_others(self) -> "Manifest":
        if self.name in {need.name for need in self.needs.required()}:
            _refuse("manifest_needs_itself")
        return self


def _refuse(code: str, **facts: object) -> NoReturn:
    raise PydanticCustomError(code, code, facts)


def _requirement(text: str) -> Requirement:
    try:
        requirement = Requirement(text)
    except InvalidRequirement:
        _refuse("manifest_need", need=text)
    plain = _NAME.fullmatch(requirement.name) and not (requirement.extras or requirement.url)
    return requirement if plain else _refuse("manifest_need", need=text)


@dataclass(frozen=True, slots=True)
class ManifestRefused(Exception):
    """The manifest cannot be used; ``findings`` says why, fault by fault."""

    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``; raises ``ManifestRefused`` with everything wrong in it."""
    path = folder / FILE
    text = _text(path)
    try:
        return Manifest.model_validate(_parsed(path, text))
    except ValidationError as refused:
        raise ManifestRefused(tuple(_findings(path, text, refused))) from refused


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ManifestRefused((Finding("manifest_absent", path),)) from None
    except (OSError, UnicodeDecodeError) as unreadable:
        facts = {"why": unreadable}
        raise ManifestRefused((Finding("manifest_unreadable", path, 0, facts),)) from unreadable


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        place = re.search(r"at line (\d+)", str(wrong))
        facts = {"why": wrong}
        line = int(place[1]) if place else 0
        raise ManifestRefused((Finding("manifest_not_toml", path, line, facts),)) from wrong


def _findings(path: Path, text: str, refused: ValidationError) -> Iterator[Finding]:
    for fault in refused.errors(include_url=False):
        key = ".".join(str(part) for part in fault["loc"]) or "permissions"
        value = _shown(fault["input"])
        facts = {"key": key, "value": value, "why": fault["msg"], **fault.get("ctx", {})}
        yield Finding(_code(fault), path, _line(text, fault), facts)


def _code(fault: ErrorDetails) -> str:
    kind = fault["type"]
    if kind.startswith("manifest_"):
        return kind
    known = {"missing": "manifest_key_missing", "extra_forbidden": "manifest_key_unknown"}
    return known.get(kind, "manifest_value")


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _line(text: str, fault: ErrorDetails) -> int:
    """Where the key stands, or the table that lacks it; TOML readers do not tell."""
    lines, at = text.splitlines(), 0
    path = fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"]
    for part, nth in zip(path, (*path[1:], 0), strict=False):
        if isinstance(part, int):
            continue
        here = re.compile(rf"\s*(\[+\s*([a-z_]+\.)*)?{re.escape(part)}\s*(=|\]|$)")
        found = [number for number, line in enumerate(lines, start=1) if here.match(line)]
        below = [number for number in found if number > at]
        if not below:
            break
        at = below[min(nth, len(below) - 1) if isinstance(nth, int) else 0]
    return at
