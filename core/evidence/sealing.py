"""Sealing: the waiting witnesses become one block for each unit, under one signature.

Set-based over ``city``: no unit's schema is visited. A line that commits late is in a later
block; nothing waits for it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from core.audit.line import CITY
from core.evidence.keys import public_key, sign
from core.evidence.models import TrailBlock, TrailCheckpoint, TrailWitness
from core.evidence.verify_trail import block_digest, checkpoint_digest, merkle_root

#: More witnesses than this are left for the next run: a run stays a matter of seconds.
AT_ONCE = 50_000
#: Any constant: two sealers would give two blocks the same number.
_SEALING = 0x5345414C


def seal(*, at: datetime) -> int:
    """Seal all waiting lines and sign; the number of lines. In the city's transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALING])
    witnesses = list(TrailWitness.objects.order_by("unit_id", "id")[:AT_ONCE])
    if not witnesses:
        return 0
    trails = [(unit, list(rows)) for unit, rows in groupby(witnesses, lambda one: one.unit_id)]
    heads = _heads([unit for unit, _ in trails])
    blocks = [_block(unit, rows, heads.get(unit)) for unit, rows in trails]
    _sign(blocks, at)
    _forget([one.pk for one in witnesses])
    return len(witnesses)


def block_head(block: TrailBlock) -> dict[str, Any]:
    """The block as it is digested: all but its leaves, which the root stands for."""
    return {
        "unit": block.unit_id.hex if block.unit_id else CITY,
        "number": block.number,
        "entries": block.entries,
        "root": block.root,
        "previous": block.previous,
    }


def block_facts(block: TrailBlock) -> dict[str, Any]:
    """The block as it is checked and exported, with its leaves."""
    return {**block_head(block), "leaves": bytes(block.leaves)}


def checkpoint_facts(checkpoint: TrailCheckpoint) -> dict[str, Any]:
    """The checkpoint as it is digested, exported and checked."""
    return {
        "number": checkpoint.number,
        "at": checkpoint.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "blocks": checkpoint.blocks,
        "root": checkpoint.root,
        "previous": checkpoint.previous,
        "key": checkpoint.key,
        "signature": checkpoint.signature,
    }


def _heads(units: Iterable[UUID | None]) -> dict[UUID | None, TrailBlock]:
    """The last block of each of these trails."""
    named = [unit for unit in units if unit is not None]
    rows = TrailBlock.objects.defer("leaves")
    last = rows.filter(unit_id__in=named).order_by("unit_id", "-number").distinct("unit_id")
    citys = rows.filter(unit_id=None).order_by("-number")[:1]
    return {block.unit_id: block for block in (*last, *citys)}


def _block(unit: UUID | None, rows: list[TrailWitness], head: TrailBlock | None) -> TrailBlock:
    leaves = [one.pk.bytes + bytes(one.digest) for one in rows]
    return TrailBlock(
        unit_id=unit,
        number=head.number + 1 if head else 1,
        entries=len(leaves),
        leaves=b"".join(leaves),
        root=merkle_root(leaves),
        previous=block_digest(block_head(head)) if head else "",
    )


def _sign(blocks: list[TrailBlock], at: datetime) -> None:
    last = TrailCheckpoint.objects.order_by("-number").first()
    digests = [bytes.fromhex(block_digest(block_head(block))) for block in blocks]
    checkpoint = TrailCheckpoint(
        number=last.number + 1 if last else 1,
        at=at,
        blocks=len(blocks),
        root=merkle_root(digests),
        previous=checkpoint_digest(checkpoint_facts(last)) if last else "",
        key=public_key(),
    )
    checkpoint.signature = sign("checkpoint", checkpoint_digest(checkpoint_facts(checkpoint)))
    checkpoint.save(force_insert=True)
    for block in blocks:
        block.checkpoint = checkpoint
    TrailBlock.objects.bulk_create(blocks)


def _forget(keys: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM trail_witness WHERE id = ANY(%s::uuid[])", [list(map(str, keys))]
        )
