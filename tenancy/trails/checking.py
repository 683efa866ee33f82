"""Verifying trails: every line against its witness, blocks against checkpoints, signatures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from core.evidence.keys import signature_checker
from core.evidence.models import TrailBlock, TrailCheckpoint
from core.evidence.sealing import block_head, checkpoint_facts
from core.evidence.verify_trail import (
    Export,
    Fault,
    block_digest,
    check_checkpoints,
    check_trail,
    checkpoint_digest,
)
from tenancy.trails.errors import ExportUnreadable
from tenancy.trails.reading import Trail, blocks_of, lines_of, reading, trails, waiting_of

#: Of one trail so many faults are told; what is behind the first one seldom matters.
TOLD = 100


@dataclass(slots=True)
class Verified:
    """What verifying came to: ``bad`` names unit (None = the city), entry and reason."""

    units: int = 0
    entries: int = 0
    bad: list[dict[str, str | None]] = field(default_factory=list)

    def add(self, trail: Trail, faults: list[Fault]) -> None:
        """Tell of the trail's faults, the earliest line first."""
        for fault in sorted(faults, key=lambda one: one.entry)[:TOLD]:
            unit = trail.code or None
            self.bad.append({"unit": unit, "entry": fault.entry, "reason": fault.reason})


def verify(
    code: str | None = None, *, progress: Callable[[Verified], None] = lambda _so_far: None
) -> Verified:
    """Verify one unit's trail, or all trails and the city's signatures.

    Raises ``UnknownUnit`` or ``SigningKeyUnusable``. ``progress`` is told after each trail.
    """
    found = Verified()
    for trail in trails(code):
        faults, entries = check_one(trail)
        found.units += trail.unit_id is not None
        found.entries += entries
        found.add(trail, faults)
        progress(found)
    found.add(Trail(None), check_signatures())
    return found


def check_after(found: Verified, older: Path) -> None:
    """Add to ``found`` that trails were made anew since the export ``older``, if they were.

    Whoever has both the database and the signing key can make everything anew, but not what
    has left the house. Raises ``ExportUnreadable``.
    """
    try:
        export = Export(str(older))
        if any(export.signature_faults()):
            raise ExportUnreadable(file=older.name)
        kept = export.checkpoints()
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise ExportUnreadable(file=older.name) from error
    with reading():
        mine = {point["number"]: checkpoint_digest(point) for point in checkpoints()}
    lost = [point for point in kept if mine.get(point["number"]) != checkpoint_digest(point)]
    faults = [Fault(f"checkpoint {point['number']}", "checkpoint_rewritten") for point in lost[:1]]
    found.add(Trail(None), faults)


def check_one(trail: Trail) -> tuple[list[Fault], int]:
    """The faults of one trail, in one snapshot, and how many lines it has."""
    counted = 0

    def lines() -> Iterator[dict[str, Any]]:
        nonlocal counted
        for line in lines_of(trail):
            counted += 1
            yield line

    with reading() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [trail.table])
        if cursor.fetchone()[0] is None:
            return [Fault("trail", "trail_missing")], 0
        waiting = waiting_of(trail)
        return list(check_trail(trail.id, lines(), blocks_of(trail), waiting)), counted


def check_signatures() -> list[Fault]:
    """Whether checkpoints follow one another, hold their blocks and are signed by the city."""
    fits, faults = signature_checker(), []
    with reading():
        points = list(checkpoints())
    for point in points:
        digest = checkpoint_digest(point)
        if not fits(point["key"], point["signature"], "checkpoint", digest):
            faults.append(Fault(f"checkpoint {point['number']}", "signature"))
    return [*check_checkpoints(points), *faults]


def checkpoints() -> Iterator[dict[str, Any]]:
    """All checkpoints with the digests of their blocks, inside ``reading``."""
    blocks = TrailBlock.objects.using("ddl").defer("leaves").order_by("checkpoint__number", "id")
    rows = groupby(blocks.iterator(), lambda block: block.checkpoint_id)
    members = {key: [block_digest(block_head(block)) for block in group] for key, group in rows}
    for point in TrailCheckpoint.objects.using("ddl").order_by("number").iterator():
        yield {**checkpoint_facts(point), "members": members.get(point.pk, [])}
