"""Check an exported trail without server or database: ``python3 verify_trail.py EXPORT.zip``.

核验导出的审计记录，不需要服务器和数据库。This one file goes into every export and needs only
Python 3.9 or newer. The server checks with the same functions.

    --key FINGERPRINT   the export must be signed by this key (the city publishes it)
    --after OLDER.zip   what an older export holds must still be there, unchanged

Exit status: 0 all is as it was written, 1 something is not (the first bad entry is named), 2 usage.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512
from typing import Any
from uuid import UUID

FORMAT = 1
#: Of one leaf of a block: the key of the line, and its digest.
KEY, DIGEST = 16, 32

# -- digests ---------------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """The one way to write a value down: sorted keys, no spaces, UTF-8."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()


def entry_digest(entry: Mapping[str, Any]) -> bytes:
    """The digest of one line of a trail with all its columns."""
    return sha256(canonical(entry)).digest()


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The root over ``leaves``; a leaf can never pass for a node (as in RFC 6962)."""
    level = [sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2])  # noqa: B905  older Pythons know no strict
        odd = level[-1:] if len(level) % 2 else []
        level = [sha256(b"\x01" + one + other).digest() for one, other in pairs] + odd
    return level[0].hex() if level else ""


def split(leaves: bytes) -> list[bytes]:
    """The leaves of a block, one by one."""
    size = KEY + DIGEST
    return [leaves[start : start + size] for start in range(0, len(leaves), size)]


def block_digest(block: Mapping[str, Any]) -> str:
    """What stands for a block in the next one and in its checkpoint."""
    names = ("unit", "number", "entries", "root", "previous")
    return sha256(canonical({name: block[name] for name in names})).hexdigest()


def checkpoint_digest(checkpoint: Mapping[str, Any]) -> str:
    """What the city signs, and what stands for a checkpoint in the next one."""
    names = ("number", "at", "blocks", "root", "previous")
    return sha256(canonical({name: checkpoint[name] for name in names})).hexdigest()


def signed_text(kind: str, digest: str) -> bytes:
    """The bytes under a signature; ``kind`` keeps a checkpoint from passing for an export."""
    return f"citydesk {kind} {digest}".encode()


def fingerprint(key: str) -> str:
    """A public key (hexadecimal) as people compare it."""
    text = sha256(bytes.fromhex(key)).hexdigest()[:32].upper()
    return "-".join(text[start : start + 4] for start in range(0, 32, 4))


# -- what must hold --------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """A line, block or checkpoint that is not as it was written."""

    entry: str
    #: altered, missing, unknown; block_… and checkpoint_… ; signature.
    reason: str


def check_trail(
    unit: str,
    entries: Iterable[Mapping[str, Any]],
    blocks: Iterable[Mapping[str, Any]],
    waiting: Iterable[tuple[str, bytes]],
) -> Iterator[Fault]:
    """Every line has its witness, and every witness its line; blocks are chained and whole.

    ``waiting`` are the witnesses that no block holds yet, by key.
    """
    witnesses = dict(waiting)
    yield from _check_blocks(unit, blocks, witnesses)
    for entry in entries:
        witness = witnesses.pop(entry["id"], None)
        if witness is None:
            yield Fault(entry["id"], "unknown")
        elif entry_digest(entry) != witness:
            yield Fault(entry["id"], "altered")
    for key in sorted(witnesses):
        yield Fault(key, "missing")


def _check_blocks(
    unit: str, blocks: Iterable[Mapping[str, Any]], witnesses: dict[str, bytes]
) -> Iterator[Fault]:
    number, previous = 0, ""
    for block in blocks:
        number += 1
        leaves = split(block["leaves"])
        witnesses.update((str(UUID(bytes=leaf[:KEY])), leaf[KEY:]) for leaf in leaves)
        if block["number"] != number:
            yield Fault(f"block {number}", "block_missing")
        elif block["unit"] != unit or block["previous"] != previous:
            yield Fault(f"block {number}", "block_chain_broken")
        if block["root"] != merkle_root(leaves) or block["entries"] != len(leaves):
            yield Fault(f"block {block['number']}", "block_altered")
        number, previous = block["number"], block_digest(block)


def check_checkpoints(checkpoints: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Checkpoints follow one another, and each holds exactly the blocks that it signed.

    ``members`` are the digests of a checkpoint's blocks, in order; where they are left out (an
    export of one unit) only the chain is followed. Signatures are the caller's to check.
    """
    number, previous = 0, ""
    for checkpoint in checkpoints:
        number += 1
        name = f"checkpoint {checkpoint['number']}"
        if checkpoint["number"] != number:
            yield Fault(f"checkpoint {number}", "checkpoint_missing")
        elif checkpoint["previous"] != previous:
            yield Fault(name, "checkpoint_chain_broken")
        members = checkpoint.get("members")
        if members is not None and (
            checkpoint["blocks"] != len(members)
            or checkpoint["root"] != merkle_root([bytes.fromhex(each) for each in members])
        ):
            yield Fault(name, "checkpoint_altered")
        number, previous = checkpoint["number"], checkpoint_digest(checkpoint)


# -- Ed25519 (RFC 8032), verification only: it takes a few milliseconds and needs no library --

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)

Point = tuple  # x, y, z, t with x = X/Z, y = Y/Z, xy = T/Z


def signature_fits(key: str, signature: str, text: bytes) -> bool:
    """Whether ``signature`` under ``text`` was made with the private half of ``key``."""
    try:
        public, given = bytes.fromhex(key), bytes.fromhex(signature)
        if len(public) != 32 or len(given) != 64:
            return False
        point, commitment = _unpacked(public), _unpacked(given[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(given[32:], "little")
    if scalar >= _ORDER:
        return False
    challenge = int.from_bytes(sha512(given[:32] + public + text).digest(), "little") % _ORDER
    return _same(_times(scalar, _BASE), _plus(commitment, _times(challenge, point)))


def _unpacked(packed: bytes) -> Point:
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _x_of(y, sign)
    return x, y, 1, x * y % _P


def _x_of(y: int, sign: int) -> int:
    if y >= _P:
        raise ValueError("not a point")
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        raise ValueError("not a point")
    return _P - x if (x & 1) != sign else x


def _plus(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _plus(total, point)
        point, scalar = _plus(point, point), scalar >> 1
    return total


def _same(one: Point, other: Point) -> bool:
    return not (
        (one[0] * other[2] - other[0] * one[2]) % _P or (one[1] * other[2] - other[1] * one[2]) % _P
    )


_BASE_Y = 4 * pow(5, _P - 2, _P) % _P
_BASE: Point = _unpacked(_BASE_Y.to_bytes(32, "little"))


# -- an export ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """What checking an export came to."""

    entries: int
    faults: list[tuple[str, Fault]]


class Export:
    """A zip that ``citydesk audit export`` wrote."""

    def __init__(self, path: str) -> None:
        self.archive = zipfile.ZipFile(path)
        self.text = self.archive.read("manifest.json")
        self.manifest: dict[str, Any] = json.loads(self.text)
        if self.manifest["format"] != FORMAT:
            raise ValueError(f"format {self.manifest['format']}")

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """The records of one file."""
        with self.archive.open(name) as file:
            for line in file:
                yield json.loads(line)

    def checkpoints(self) -> list[dict[str, Any]]:
        """The signed checkpoints, the first one first."""
        return list(self.lines("checkpoints.jsonl"))

    def blocks(self, trail: str) -> Iterator[dict[str, Any]]:
        """The blocks of one trail, with their leaves as bytes."""
        for block in self.lines(f"{trail}.blocks.jsonl"):
            yield {**block, "leaves": bytes.fromhex(block["leaves"])}

    def check(self, key: str = "") -> Iterator[tuple[str, Fault]]:
        """Everything that is not as it was signed, with the unit it belongs to."""
        yield from (("", fault) for fault in self.signature_faults(key))
        yield from (("", fault) for fault in check_checkpoints(self.checkpoints()))
        signed = {each for point in self.checkpoints() for each in point.get("members") or ()}
        for trail in self.manifest["trails"]:
            for fault in self._check_trail(trail, signed):
                yield trail["unit"], fault

    def _check_trail(self, trail: Mapping[str, Any], signed: set[str]) -> Iterator[Fault]:
        name = trail["file"]
        waiting = (
            (w["id"], bytes.fromhex(w["digest"])) for w in self.lines(f"{name}.waiting.jsonl")
        )
        entries = self.lines(f"{name}.entries.jsonl")
        yield from check_trail(trail["id"], entries, self.blocks(name), waiting)
        head = ""
        for block in self.blocks(name):
            head = block_digest(block)
            if head not in signed:
                yield Fault(f"block {block['number']}", "block_not_signed")
        if head != trail["head"]:
            yield Fault("head", "block_missing")

    def signature_faults(self, key: str = "") -> Iterator[Fault]:
        """Whether the export is whole and signed, and by ``key`` (a fingerprint) if given."""
        public = self.manifest["key"]
        if key and key.upper() != fingerprint(public):
            yield Fault("manifest", "signature")
        signature = self.archive.read("manifest.sig").decode()
        text = signed_text("export", sha256(self.text).hexdigest())
        if not signature_fits(public, signature, text):
            yield Fault("manifest", "signature")
        for name, digest in self.manifest["files"].items():
            if sha256(self.archive.read(name)).hexdigest() != digest:
                yield Fault(name, "file_altered")
        # Each checkpoint holds the digest of the one before: the last signature covers them all.
        for point in self.checkpoints()[-1:]:
            text = signed_text("checkpoint", checkpoint_digest(point))
            if point["key"] != public or not signature_fits(public, point["signature"], text):
                yield Fault(f"checkpoint {point['number']}", "signature")

    def check_after(self, older: Export) -> Iterator[tuple[str, Fault]]:
        """What an older export holds and this one does not: a trail that was made anew."""
        mine = {point["number"]: checkpoint_digest(point) for point in self.checkpoints()}
        for point in older.checkpoints():
            if mine.get(point["number"]) != checkpoint_digest(point):
                yield "", Fault(f"checkpoint {point['number']}", "checkpoint_rewritten")
                return


def check_export(path: str, key: str = "", after: str = "") -> Found:
    """Check the export at ``path``; the faults of a trail in the order of its lines."""
    export = Export(path)
    faults = list(export.check(key))
    if after:
        faults += export.check_after(Export(after))
    return Found(sum(trail["entries"] for trail in export.manifest["trails"]), faults)


def main(arguments: Sequence[str]) -> int:
    """The command line; see the top of the file."""
    options = dict(zip(arguments[1::2], arguments[2::2]))  # noqa: B905  as above
    if not arguments or len(arguments) % 2 == 0 or set(options) - {"--key", "--after"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        found = check_export(arguments[0], options.get("--key", ""), options.get("--after", ""))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        sys.stdout.write(f"无法核验 cannot be checked: {error!r}\n")
        return 1
    for unit, fault in found.faults[:20]:
        sys.stdout.write(f"不符 BAD: {unit or '-'}  {fault.entry}  {fault.reason}\n")
    key = fingerprint(Export(arguments[0]).manifest["key"])
    sys.stdout.write(
        f"记录 entries: {found.entries}  不符 bad: {len(found.faults)}  签名指纹 signed by: {key}\n"
    )
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
