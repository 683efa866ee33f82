"""Numbers are consecutive, different for every taker, and given back by a rollback."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection

from core.context import UnitRef, open_city, open_unit
from core.numbers.models import NumberTaken
from core.numbers.public import (
    Number,
    NumberCodeNotYours,
    NumberNotTaken,
    take,
    taken_numbers,
    unused_numbers,
    void,
)
from core.units.models import NumberCode, Organ

AT = datetime(2021, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def parks_organ(cast):
    """Parks hosts the organ that owns the codes."""
    with open_city():
        organ = Organ.objects.create(
            code="yl",
            name="园林镇人民政府",
            short_name="园林镇",
            kind="government",
            level="township",
            unit_id=cast.parks.id,
        )
        for text in ("园发", "园函"):
            NumberCode.objects.create(text=text, organ=organ)
        return organ


class ChangedMind(Exception):
    """Rolls a transaction back."""


def _take(unit: UnitRef, code: str = "园发", **more) -> Number:
    with open_unit(unit):
        return take(code=code, year=2021, reference="test:1", at=AT, **more)


@contextmanager
def _rolled_back(unit: UnitRef) -> Iterator[None]:
    try:
        with open_unit(unit):
            yield
            raise ChangedMind  # noqa: TRY301 -- this is what rolls back
    except ChangedMind:
        return


def test_numbers_follow_one_another(parks):
    assert [_take(parks).seq for _ in range(3)] == [1, 2, 3]


def test_each_code_and_year_counts_for_itself(parks):
    _take(parks)

    with open_unit(parks):
        assert str(take(code="园函", year=2021, reference="", at=AT)) == "园函〔2021〕1号"
        assert str(take(code="园发", year=2022, reference="", at=AT)) == "园发〔2022〕1号"


def test_a_code_may_start_where_the_paper_register_ended(parks):
    assert [_take(parks, start=118).seq, _take(parks, start=118).seq] == [118, 119]


def test_a_rollback_leaves_no_gap(parks):
    _take(parks)
    with _rolled_back(parks):
        take(code="园发", year=2021, reference="test:2", at=AT)

    assert _take(parks).seq == 2


def test_another_units_code_is_refused(parks, taxes):
    _take(parks)

    with pytest.raises(NumberCodeNotYours):
        _take(taxes)

    assert _take(parks).seq == 2


def test_a_code_that_nobody_owns_is_refused(parks):
    with pytest.raises(NumberCodeNotYours):
        _take(parks, "无主发")


def test_nobody_takes_a_number_past_the_counter(parks, taxes):
    _take(parks)

    with open_unit(taxes), pytest.raises(ProgrammingError, match="row-level security"):
        NumberTaken.objects.create(
            unit_id=taxes.id, code="园发", year=2021, seq=2, reference="squatted", taken_at=AT
        )


def test_with_its_organ_a_code_moves_to_another_unit(parks, taxes, parks_organ):
    _take(parks)
    with open_city():
        Organ.objects.filter(pk=parks_organ.pk).update(unit_id=taxes.id)

    assert _take(taxes).seq == 2
    with pytest.raises(NumberCodeNotYours):
        _take(parks)
    with open_unit(taxes):
        assert [row.seq for row in taken_numbers(code="园发", year=2021)] == [1, 2]


def test_another_unit_does_not_see_the_ledger(parks, taxes):
    _take(parks)

    with open_unit(taxes):
        assert list(NumberTaken.objects.all()) == []


def test_a_void_number_stays_in_the_ledger_and_is_not_used_again(parks):
    number = _take(parks)

    with open_unit(parks):
        void(number=number, reason="重复编号", at=AT)

    assert _take(parks).seq == 2
    with open_unit(parks):
        assert [row.state for row in taken_numbers(code="园发", year=2021)] == ["void", "used"]
        assert list(unused_numbers(code="园发", year=2021)) == [(1, "重复编号")]


def test_a_number_is_voided_once(parks):
    number = _take(parks)
    with open_unit(parks):
        void(number=number, reason="重复编号", at=AT)

    with open_unit(parks), pytest.raises(NumberNotTaken):
        void(number=number, reason="又一次", at=AT)


def test_fifty_takers_at_once_get_five_hundred_consecutive_numbers(parks):
    def taker(serial: int) -> list[int]:
        mine = []
        try:
            for turn in range(10):
                if (serial + turn) % 3 == 0:
                    with _rolled_back(parks):
                        take(code="园发", year=2021, reference="given back", at=AT)
                mine.append(_take(parks).seq)
        finally:
            connection.close()
        return mine

    with ThreadPoolExecutor(max_workers=50) as pool:
        taken = [seq for seqs in pool.map(taker, range(50)) for seq in seqs]

    assert sorted(taken) == list(range(1, 501))
    with open_city():
        assert NumberTaken.objects.filter(code="园发").count() == 500
