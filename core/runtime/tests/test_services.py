"""Embedded servers live exactly as long as somebody uses them, whatever dies on the way."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from core.runtime.home import read_endpoint
from core.runtime.services import ensure
from core.settings.environment import PROJECT

pytestmark = pytest.mark.processes

USER = """
import sys, time
from pathlib import Path
from core.runtime.services import ensure
from core.settings.environment import Environment
env = Environment(_env_file=None, CITYDESK_HOME=Path(sys.argv[1]))
env = env.model_copy(update={"database_url": None, "broker_url": None})
with ensure(env, durable=False):
    print("up", flush=True)
    sys.stdin.readline()
"""


def another_user(env) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(env.home)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"up\n"
    return process


def eventually(claim, patience: float = 20) -> None:
    end = time.monotonic() + patience
    while not claim():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def reachable(url: str) -> bool:
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_both_services_are_there_in_the_block_and_gone_after_it(env, processes_of, ask):
    with ensure(env, durable=False) as services:
        assert ask(services.database_url, "SELECT 1") == 1
        assert services.broker_url.startswith("redis://:")
        assert services.are_kept()
        assert len(processes_of()) >= 3

    assert processes_of() == {}


def test_data_and_address_are_kept_for_the_next_command(env, ask):
    with ensure(env, broker=False, durable=False) as services:
        ask(services.database_url, "CREATE TABLE kept AS SELECT 7 AS answer")
        first = services.database_url

    with ensure(env, broker=False, durable=False) as services:
        assert services.database_url == first
        assert ask(first, "SELECT answer FROM kept") == 7


def test_a_command_that_needs_no_broker_starts_none(env, processes_of):
    with ensure(env, broker=False, durable=False):
        assert not [args for args in processes_of().values() if "keeper broker" in args]


def test_the_owner_is_no_superuser_and_chinese_trigrams_are_found(env, ask):
    with ensure(env, broker=False, durable=False) as services:
        url = services.database_url
        assert ask(url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        ask(url, "CREATE EXTENSION pg_trgm")
        assert ask(url, "SELECT show_trgm('中文') <> '{}'") is True
        assert ask(url, "SELECT now() AT TIME ZONE 'Asia/Shanghai' IS NOT NULL") is True


def test_nobody_enters_without_the_password_and_the_files_are_private(env):
    with ensure(env, durable=False) as services:
        without = services.database_url.replace(
            services.database_url.split("@")[0], "postgresql://postgres"
        )
        with pytest.raises(psycopg2.OperationalError, match="password"):
            psycopg2.connect(without)

    for name in ("run/postgres.json", "run/broker.json", "run/broker.conf", "keys/broker"):
        assert stat.S_IMODE((env.home / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(env.home.stat().st_mode) == 0o700


def test_two_processes_share_one_server_and_the_last_one_stops_it(env, processes_of):
    other = another_user(env)

    with ensure(env, durable=False) as services:
        other.communicate(b"\n", timeout=30)
        assert reachable(services.database_url)

    assert processes_of() == {}


def test_killing_the_only_user_leaves_no_server_behind(env, processes_of):
    other = another_user(env)

    other.kill()
    other.wait()

    eventually(lambda: processes_of() == {})


def test_a_killed_postgres_comes_back_and_loses_no_row(env, ask):
    with ensure(env, broker=False) as services:
        ask(services.database_url, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
        os.kill(postmaster(env), signal.SIGKILL)

        eventually(lambda: reachable(services.database_url))
        assert ask(services.database_url, "SELECT count(*) FROM kept") == 1000


def test_a_killed_broker_comes_back(env, processes_of):
    with ensure(env, database=False, durable=False):
        (pid,) = [pid for pid, args in processes_of().items() if "valkey-server" in args]
        os.kill(pid, signal.SIGKILL)

        eventually(lambda: any("valkey-server" in a for p, a in processes_of().items() if p != pid))


def test_the_server_dies_with_a_killed_keeper_and_the_next_command_starts_anew(
    env, processes_of, ask
):
    with ensure(env, broker=False, durable=False) as services:
        (pid,) = [pid for pid, args in processes_of().items() if "core.runtime.keeper" in args]
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not services.are_kept())

        with ensure(env, broker=False, durable=False) as again:
            assert ask(again.database_url, "SELECT 1") == 1

    assert processes_of() == {}


def test_a_taken_port_is_left_to_its_owner(env, ask):
    with ensure(env, broker=False, durable=False):
        pass
    port = read_endpoint(env.home, "postgres")["port"]

    with (
        socket.create_server(("127.0.0.1", port)),
        ensure(env, broker=False, durable=False) as services,
    ):
        assert f":{port}/" not in services.database_url
        assert ask(services.database_url, "SELECT 1") == 1


def test_a_pid_file_of_before_a_reboot_does_not_stop_the_start(env, ask):
    with ensure(env, broker=False, durable=False):
        pass
    # After a reboot the recorded pid may be anybody's: here it is this test's parent.
    (env.home / "postgres" / "postmaster.pid").write_text(f"{os.getppid()}\n{env.home}\n")

    with ensure(env, broker=False, durable=False) as services:
        assert ask(services.database_url, "SELECT 1") == 1


def test_rubble_of_a_killed_initdb_is_cleared(env, ask):
    (env.home / "postgres.new" / "base").mkdir(parents=True)

    with ensure(env, broker=False, durable=False) as services:
        assert ask(services.database_url, "SELECT 1") == 1


def postmaster(env) -> int:
    return int(Path(env.home / "postgres" / "postmaster.pid").read_text().split()[0])
