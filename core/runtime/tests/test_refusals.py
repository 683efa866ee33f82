"""What stops a server is said with a code, the place and the way out."""

import os
import subprocess

import pytest

from core.runtime.errors import (
    BinariesMissing,
    DataOfOtherVersion,
    DiskFull,
    HomeNotWritable,
    PortTaken,
    ServiceDidNotStart,
    from_report,
    to_report,
)
from core.runtime.home import require_room
from core.runtime.services import ensure

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: mounts, other users")


def test_missing_programs_are_named(installation, tmp_path):
    env = installation(tmp_path / "home", PG_BIN=tmp_path / "nowhere")

    with pytest.raises(BinariesMissing) as refusal, ensure(env, broker=False, durable=False):
        pass

    assert str(tmp_path / "nowhere") in str(refusal.value)


@pytest.mark.processes
def test_data_of_another_major_version_is_refused_before_anything_is_touched(env):
    with ensure(env, broker=False, durable=False):
        pass
    (env.home / "postgres" / "PG_VERSION").write_text("13\n")

    with pytest.raises(DataOfOtherVersion, match="13"), ensure(env, broker=False):
        pass


@pytest.mark.processes
def test_a_broken_configuration_is_told_with_the_log(env):
    with ensure(env, broker=False, durable=False):
        pass
    (env.home / "postgres" / "postgresql.conf").write_text("no such thing\n")

    with pytest.raises(ServiceDidNotStart, match=r"postgres\.log"), ensure(env, broker=False):
        pass


def test_too_little_room_is_told_with_the_figures(tmp_path):
    with pytest.raises(DiskFull, match="MB"):
        require_room(tmp_path, needed=2**60)


@root_only
def test_a_full_disk_is_told_as_such(installation, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", small], check=True)
    try:
        with pytest.raises(DiskFull), ensure(installation(small / "home"), durable=False):
            pass
    finally:
        subprocess.run(["umount", small], check=True)


@root_only
def test_the_folder_of_another_user_is_refused(installation, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, 65534, 65534)

    with pytest.raises(HomeNotWritable), ensure(installation(home), durable=False):
        pass


def test_a_file_where_the_folder_should_be_is_refused(installation, tmp_path):
    (tmp_path / "home").write_text("")

    with pytest.raises(HomeNotWritable), ensure(installation(tmp_path / "home"), durable=False):
        pass


def test_a_keepers_refusal_arrives_as_the_same_refusal():
    told = from_report(to_report(PortTaken(address="127.0.0.1:5432")))

    assert type(told) is PortTaken
    assert told.facts == {"address": "127.0.0.1:5432"}


def test_every_refusal_names_its_facts():
    facts = dict.fromkeys(
        ("service", "reason", "log", "place", "address", "folder", "free", "needed"), "X"
    )

    assert "X" in str(DiskFull(**facts))
    assert "X" in str(BinariesMissing(**facts))
