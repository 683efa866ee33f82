"""A call that never returns is counted when its worker is started again."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from core.context import open_unit
from core.modules.faults import count_lost, faults_here
from core.modules.marks import Mark, Marks

MARK = Mark("0" * 32, "parks", "one", "menu_items")

STUCK = """
import sys, time
from pathlib import Path
from core.modules.marks import Mark, Marks
with Marks(Path(sys.argv[1])).held(Mark(*sys.argv[2:])):
    print("inside", flush=True)
    time.sleep(60)
"""


def in_thread(act):
    """Runs to its end, also through a SystemExit: so a server ends a stuck worker."""

    def run():
        with suppress(SystemExit):
            act()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_a_call_that_returns_leaves_no_mark(marks):
    with marks.held(MARK):
        pass

    assert list(marks.lost()) == []


def test_a_call_that_raises_leaves_no_mark(tmp_path):
    marks = Marks(tmp_path)

    def act():
        with pytest.raises(RuntimeError), marks.held(MARK):
            raise RuntimeError

    in_thread(act)

    assert list(marks.lost()) == []


def test_a_call_under_way_is_not_lost(marks):
    with marks.held(MARK):
        assert list(marks.lost()) == []


def test_a_call_inside_a_call_gives_its_mark_back(tmp_path):
    marks = Marks(tmp_path)
    inner = Mark("1" * 32, "parks", "two", "menu_items")

    def act():
        with marks.held(MARK):
            with marks.held(inner):
                pass
            raise SystemExit

    in_thread(act)

    assert list(marks.lost()) == [MARK]
    assert list(marks.lost()) == []


@pytest.fixture
def killed_inside(tmp_path):
    """Kills a process that is inside a module's hook; gives the marks it left."""

    def kill(mark):
        command = [sys.executable, "-c", STUCK, str(tmp_path), *vars_of(mark)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path.cwd()) as process:
            assert process.stdout.readline() == b"inside\n"
            process.send_signal(signal.SIGKILL)
        return Marks(tmp_path)

    return kill


def vars_of(mark):
    return [mark.unit_id, mark.unit_code, mark.module, mark.hook]


def test_a_killed_process_tells_where_it_was(killed_inside):
    marks = killed_inside(MARK)

    assert list(marks.lost()) == [MARK]
    assert list(marks.lost()) == []


def test_the_lost_call_is_counted_for_its_unit(killed_inside, parks):
    marks = killed_inside(Mark(parks.id.hex, "parks", "one", "menu_items"))

    assert count_lost(marks) == 1
    assert count_lost(marks) == 0
    with open_unit(parks):
        fault = faults_here().get()
        assert (fault.module, fault.hook, fault.kind) == ("one", "menu_items", "lost")


def test_a_unit_that_is_gone_does_not_hide_the_others(killed_inside, parks):
    killed_inside(Mark("7" * 32, "gone", "one", "menu_items"))
    marks = killed_inside(Mark(parks.id.hex, "parks", "one", "menu_items"))

    assert count_lost(marks) == 1


def test_a_mark_costs_next_to_nothing(marks):
    with marks.held(MARK):
        pass
    started = time.perf_counter()

    for _ in range(1000):
        with marks.held(MARK):
            pass

    assert time.perf_counter() - started < 0.5
