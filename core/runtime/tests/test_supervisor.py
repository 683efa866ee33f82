"""The process tree: what dies is started again, what ends leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.settings.environment import PROJECT

pytestmark = pytest.mark.processes

TREE = """
import sys
from core.errors import DomainError
from core.runtime.children import Part
from core.runtime.supervisor import Supervisor
parts = [Part(name, ["sh", "-c", script], grace=float(sys.argv[1]))
         for name, script in zip(sys.argv[2::2], sys.argv[3::2])]
try:
    Supervisor(parts, write=lambda name, line: print(name, line, sep=": ", flush=True)).run()
except DomainError as error:
    print(error.code, error.facts["service"], error.facts["output"], sep="|")
    sys.exit(1)
"""


class Tree:
    """A supervisor in a process of its own, with shell scripts as its parts."""

    def __init__(self, grace: float = 10, **scripts: str) -> None:
        arguments = [str(part) for pair in scripts.items() for part in pair]
        self.process = subprocess.Popen(
            [sys.executable, "-c", TREE, str(grace), *arguments],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        )

    def line(self) -> str:
        return self.process.stdout.readline().strip()

    def end(self, number: signal.Signals = signal.SIGTERM) -> str:
        self.process.send_signal(number)
        return self.process.communicate(timeout=30)[0]


@pytest.fixture
def tree():
    trees = []

    def planted(**given) -> Tree:
        trees.append(Tree(**given))
        return trees[-1]

    yield planted
    for planted_tree in trees:
        planted_tree.process.kill()
        planted_tree.process.communicate()


def test_each_line_is_told_with_its_parts_name(tree):
    running = tree(web="echo hello; exec sleep 60")

    assert running.line() == "web: hello"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_signal_to_end_leaves_no_process(tree, number):
    running = tree(web="echo $$; exec sleep 60", worker="echo $$; sleep 60; echo never")
    pids = {int(running.line().split()[-1]) for _ in range(2)}

    running.end(number)

    assert running.process.returncode == 0
    assert not [pid for pid in pids if alive(pid)]


def test_a_part_may_finish_what_it_is_doing(tree):
    running = tree(
        worker="trap 'sleep 0.5; echo done; exit' TERM; echo up; while :; do sleep 0.1; done"
    )
    running.line()

    assert running.end() == "worker: done\n"


def test_a_part_that_will_not_end_is_killed_with_its_children(tree):
    running = tree(
        grace=0.5, stubborn="trap '' TERM; sleep 61 & echo $!; while :; do sleep 0.1; done"
    )
    grandchild = int(running.line().split()[-1])

    running.end()

    assert not alive(grandchild)


def test_a_second_signal_ends_at_once(tree):
    running = tree(grace=30, stubborn="trap '' TERM; echo up; while :; do sleep 0.1; done")
    running.line()
    began = time.monotonic()

    running.process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    running.end(signal.SIGINT)

    assert time.monotonic() - began < 5


def test_a_part_that_dies_is_started_again_and_the_others_go_on(tree):
    running = tree(web="echo $$; exec sleep 60")
    first = int(running.line().split()[-1])

    os.kill(first, signal.SIGKILL)

    assert int(running.line().split()[-1]) != first
    assert running.process.poll() is None


def test_a_part_that_keeps_dying_ends_all_and_says_its_last_words(tree):
    running = tree(web="echo no such table; exit 3", worker="exec sleep 60")

    said, _ = running.process.communicate(timeout=60)

    assert running.process.returncode == 1
    assert said.splitlines()[-5] == "process_keeps_dying|web|no such table"


def test_nothing_survives_a_killed_supervisor(tree):
    running = tree(web="echo $$; exec sleep 60")
    pid = int(running.line().split()[-1])

    running.process.kill()
    running.process.wait()

    end = time.monotonic() + 10
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie that nobody has collected yet is dead."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
