"""The benchmark of the exchange runs on a small city too, with its baseline beside it."""

import pytest

from tenancy.bench.exchange import bench_exchange


@pytest.mark.processes
def test_it_measures_both_ways_in_one_run(django_db_blocker):
    with django_db_blocker.unblock():
        figures = {figure.what: figure for figure in bench_exchange(recipients=60, rounds=1)}

    sending = figures["send to 60 units"]
    assert sending.baseline is not None
    assert sending.value > 0
    assert figures["sign for a document"].unit == "1/s"
