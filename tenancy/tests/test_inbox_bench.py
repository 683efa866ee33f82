"""The benchmark of the inbox runs among few items too, with its baseline beside it."""

import pytest

from tenancy.bench.inbox import bench_inbox


@pytest.mark.processes
def test_it_measures_lists_and_counts_beside_the_loop(django_db_blocker, capsys):
    with django_db_blocker.unblock():
        figures = {figure.what: figure for figure in bench_inbox(items=21_000, rounds=2)}

    whole = figures["all units: list and counts, p95"]
    assert whole.baseline is not None
    assert whole.value > 0
    assert "inbox_done" in capsys.readouterr().err
