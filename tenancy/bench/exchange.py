"""``citydesk bench exchange``: one document to every other unit, ours against a loop over schemas.

Both in one run, in one database, with two attachments; ours in one transaction. The loop is
the way of a schema per tenant without an exchange: enter each schema, write its rows there.
"""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils import timezone

from core.context import UnitRef, open_city, open_unit
from core.contracts.figures import Figure
from core.contracts.people import Person
from core.db.keys import new_id
from core.exchange.public import Addressees, Envelope, Letter, dispatch, sign_for
from core.files.public import StoredFile, store
from core.units.models import Organ, Unit
from tenancy.bench.cities import bench_database, standing_units

#: Units that really stand and sign; the others only receive.
_STANDING = 20
_BATCH = 200


def bench_exchange(recipients: int = 3605, rounds: int = 5) -> list[Figure]:
    """Milliseconds to send one document to all ``recipients``, and 签收 per second."""
    with bench_database():
        sender, *standing = standing_units(_STANDING + 1)
        organ_ids = _organs_of_all(recipients)
        files = _files(sender)
        issuer = _issuer(sender)
        ours = [_send(sender, issuer, organ_ids, files) for _ in range(rounds)]
        loop = _loop(recipients)
        return [
            Figure(f"send to {recipients} units", median(ours) * 1000, "ms", loop * 1000),
            Figure("slowest of the rounds", max(ours) * 1000, "ms", loop * 1000),
            Figure("sign for a document", 1 / _signing(standing), "1/s"),
        ]


def _unit(code: str, state: str = "pending") -> Unit:
    facts = {"name": code, "short_name": code, "level": "village", "kind": "village"}
    return Unit(code=code, state=state, **facts)


def _organs_of_all(recipients: int) -> tuple[UUID, ...]:
    """An organ for every unit but the sender, the standing ones among them."""
    with open_city():
        more = recipients - _STANDING
        Unit.objects.bulk_create(_unit(f"other{n}", state="active") for n in range(more))
        units = Unit.objects.exclude(code="standing0").values_list("id", "code")
        organs = Organ.objects.bulk_create(
            Organ(
                code=code,
                name=f"{code}村民委员会",
                short_name=code,
                kind="self_governing",
                level="village",
                unit_id=unit_id,
            )
            for unit_id, code in units
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE unit, organ")
    return tuple(organ.id for organ in organs)


def _files(sender: UnitRef) -> tuple[StoredFile, ...]:
    with open_unit(sender):
        return tuple(
            store(
                [f"%PDF-1.7 {name}".encode()],
                name=f"{name}.pdf",
                holder_id=new_id(),
                at=timezone.now(),
            )
            for name in ("annex1", "annex2")
        )


def _issuer(sender: UnitRef) -> Organ:
    """The organ in whose name the sender sends; the database refuses any other."""
    facts = {"short_name": "基准机关", "kind": "self_governing", "level": "village"}
    with open_city():
        return Organ.objects.create(code="issuer", name="基准机关", unit_id=sender.id, **facts)


def _send(
    sender: UnitRef, issuer: Organ, organ_ids: tuple[UUID, ...], files: tuple[StoredFile, ...]
) -> float:
    letter = Letter(
        organ_id=issuer.id,
        organ_name=issuer.name,
        title="关于基准测试的通知",
        doc_type="notice",
        paper={"body": "请遵照执行。" * 200},
        files=files,
    )
    started = perf_counter()
    with open_unit(sender):
        dispatch(letter=letter, to=Addressees(organ_ids), token=str(new_id()), at=timezone.now())
    return perf_counter() - started


def _loop(recipients: int) -> float:
    """Seconds of entering each schema and writing its row and its two files there."""
    _in_batches(recipients, _make_schema)
    started = perf_counter()
    _in_batches(recipients, _write_there)
    return perf_counter() - started


def _in_batches(count: int, act: Callable[[Any, int], None]) -> None:
    """One transaction for all would hold more locks than a server grants by default."""
    for first in range(0, count, _BATCH):
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for number in range(first, min(first + _BATCH, count)):
                act(cursor, number)


_LOOP_TABLES = """
CREATE SCHEMA {schema};
CREATE TABLE {schema}.received (id uuid PRIMARY KEY, title varchar(200), sender varchar(100),
    number_text varchar(40), state varchar(8), body text, at timestamptz);
CREATE TABLE {schema}.received_file (id uuid PRIMARY KEY, received_id uuid
    REFERENCES {schema}.received, sha256 varchar(64), name varchar(120));
"""


def _make_schema(cursor: Any, number: int) -> None:
    cursor.execute(_LOOP_TABLES.format(schema=f"loop_{number}"))


def _write_there(cursor: Any, number: int) -> None:
    cursor.execute(f"SET LOCAL search_path = loop_{number}, city")
    key = str(new_id())
    row = [
        key,
        "关于基准测试的通知",
        "基准机关",
        "",
        "waiting",
        "请遵照执行。" * 200,
        timezone.now(),
    ]
    cursor.execute("INSERT INTO received VALUES (%s, %s, %s, %s, %s, %s, %s)", row)
    for name in ("annex1.pdf", "annex2.pdf"):
        cursor.execute(
            "INSERT INTO received_file VALUES (%s, %s, %s, %s)",
            [str(new_id()), key, "0" * 64, name],
        )


def _signing(standing: list[UnitRef]) -> float:
    """Seconds of one 签收, over every standing unit and some documents, one after the other."""
    with open_city():
        envelope_ids = list(Envelope.objects.values_list("id", flat=True))
    started = perf_counter()
    for unit in standing:
        by = Person(account_id=new_id(), name="基准", unit=unit)
        for envelope_id in envelope_ids:
            with open_unit(unit):
                sign_for(
                    envelope_id=envelope_id, by=by, at=timezone.now(), register_reference="bench"
                )
    return (perf_counter() - started) / (len(standing) * len(envelope_ids))
