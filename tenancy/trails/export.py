"""Trails as evidence: one zip that is checked with nothing but Python."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from core.audit.public import record
from core.context import open_city
from core.contracts.people import Person
from core.evidence import verify_trail
from core.evidence.keys import public_key, sign
from core.evidence.sealing import seal
from core.evidence.verify_trail import FORMAT, block_digest, fingerprint
from tenancy.keeping import kept_file
from tenancy.trails.checking import checkpoints
from tenancy.trails.reading import Trail, blocks_of, lines_of, reading, trails, waiting_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was written: the file, the trails and lines in it, and whose signature it bears."""

    path: Path
    units: int
    entries: int
    key: str


@dataclass
class _Writer:
    """Puts files into the zip and remembers their digests for the manifest."""

    archive: zipfile.ZipFile
    files: dict[str, str] = field(default_factory=dict)

    def lines(self, name: str, records: Iterable[dict[str, Any]]) -> int:
        """One record a line; how many there were."""
        digest, count = hashlib.sha256(), 0
        with self.archive.open(name, "w", force_zip64=True) as file:
            for each in records:
                line = verify_trail.canonical(each) + b"\n"
                digest.update(line)
                file.write(line)
                count += 1
        self.files[name] = digest.hexdigest()
        return count


def export_trails(path: Path, *, code: str | None, by: Person, at: datetime) -> Evidence:
    """Write the trail of one unit, or all, to ``path``; whole or not at all.

    That it was exported is itself a line; what is written until then is sealed and signed first.
    Raises ``UnknownUnit``, ``NotKept`` or ``SigningKeyUnusable``.
    """
    wanted = trails(code)
    with open_city():
        record("audit.exported", by=by, at=at, subject=code or "")
        while seal(at=at):
            pass
    with kept_file(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        written = _write_all(_Writer(archive), wanted, only_one=code is not None)
        manifest = json.dumps({**written, "made_at": at.isoformat()}, ensure_ascii=False, indent=1)
        digest = hashlib.sha256(manifest.encode()).hexdigest()
        archive.writestr("manifest.json", manifest)
        archive.writestr("manifest.sig", sign("export", digest))
        archive.writestr("verify_trail.py", Path(verify_trail.__file__).read_bytes())
    entries = sum(trail["entries"] for trail in written["trails"])
    units = sum(trail.unit_id is not None for trail in wanted)
    return Evidence(path, units, entries, fingerprint(public_key()))


def _write_all(out: _Writer, wanted: list[Trail], *, only_one: bool) -> dict[str, Any]:
    """Everything in one snapshot; what goes into the manifest."""
    with reading():
        rows = [_write_trail(out, trail) for trail in wanted]
        own = {head for _, heads in rows for head in heads}
        out.lines("checkpoints.jsonl", _shown(checkpoints(), own if only_one else None))
    return {
        "format": FORMAT,
        "key": public_key(),
        "trails": [facts for facts, _ in rows],
        "files": out.files,
    }


def _write_trail(out: _Writer, trail: Trail) -> tuple[dict[str, Any], list[str]]:
    """Its lines, blocks and waiting witnesses; its line of the manifest and its blocks' digests."""
    name, heads = f"trails/{trail.code or '_city'}", []

    def blocks() -> Iterator[dict[str, Any]]:
        for block in blocks_of(trail):
            heads.append(block_digest(block))
            yield {**block, "leaves": block["leaves"].hex()}

    count = out.lines(f"{name}.entries.jsonl", lines_of(trail))
    out.lines(f"{name}.blocks.jsonl", blocks())
    waiting = ({"id": key, "digest": digest.hex()} for key, digest in waiting_of(trail))
    out.lines(f"{name}.waiting.jsonl", waiting)
    facts = {
        "unit": trail.code or None,
        "name": trail.name,
        "id": trail.id,
        "file": name,
        "entries": count,
        "head": heads[-1] if heads else "",
    }
    return facts, heads


def _shown(points: Iterable[dict[str, Any]], own: set[str] | None) -> Iterator[dict[str, Any]]:
    """The checkpoints; those without a block of this export carry no digests of others'."""
    for point in points:
        if own is None or own & set(point["members"]):
            yield point
        else:
            yield {key: value for key, value in point.items() if key != "members"}
