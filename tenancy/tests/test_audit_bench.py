"""The benchmark of the trail runs on a small city too, with its baseline beside it."""

import pytest

from tenancy.bench.audit import bench_audit


@pytest.mark.processes
def test_it_measures_both_ways_in_one_run(django_db_blocker):
    with django_db_blocker.unblock():
        figures = {figure.what: figure for figure in bench_audit(entries=500, acts=16)}

    together = figures["8 writers in one unit"]
    assert together.baseline is not None
    assert together.value > together.baseline
    assert figures["a line by itself"].value < 2000
