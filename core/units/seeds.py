"""What every installation starts with: organs outside the platform, common collective names."""

import io
import tomllib
from importlib.resources import files
from typing import Any

from core.units.collective import CollectiveRule
from core.units.importing.organs import create_organs
from core.units.listing.check import check_organ_list
from core.units.listing.rows import OrganRow
from core.units.models import CollectiveName, Organ

_DATA = files("core.units") / "data"


def sow() -> None:
    """Add what is missing, in the city's open transaction; what was changed since is left alone."""
    there = set(Organ.objects.filter(external=True).values_list("code", flat=True))
    create_organs([row for row in external_organs() if row.code not in there])
    known = set(CollectiveName.objects.filter(organ=None, unit=None).values_list("text", flat=True))
    CollectiveName.objects.bulk_create(
        CollectiveName(text=entry["text"], rule=entry["rule"], position=place)
        for place, entry in enumerate(collective_names())
        if entry["text"] not in known
    )


def external_organs() -> tuple[OrganRow, ...]:
    """Organs of the province, which write to the city and are written to."""
    content = (_DATA / "external_organs.csv").read_bytes()
    return check_organ_list(io.BytesIO(content)).rows


def collective_names() -> list[dict[str, Any]]:
    """The collective names with their rules, checked."""
    entries = tomllib.loads((_DATA / "collective_names.toml").read_text("utf-8"))["name"]
    return [
        {"text": entry["text"], "rule": CollectiveRule.from_json(entry["rule"]).as_json()}
        for entry in entries
    ]
