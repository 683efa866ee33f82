"""The set-up of a bare machine: what is locked, what is said, what is not done twice."""

import re
import sys

import pytest

from core.runtime.bootstrap import packages, system
from core.runtime.bootstrap.stamp import fingerprint_of
from core.runtime.bootstrap.system import SystemPart, provide
from core.settings.environment import PROJECT

LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-uv.txt")


@pytest.mark.parametrize("name", LOCKS)
def test_everything_locked_is_pinned_and_hashed_and_names_no_registry(name):
    lock = (PROJECT / name).read_text()
    asked = re.findall(
        r"^([a-z0-9._\[\]-]+)(==[^ ]+)? .*\\\n    --hash=sha256:", lock, re.MULTILINE
    )

    assert len(asked) == len(re.findall(r"^[a-z]", lock, re.MULTILINE))
    assert all(version for _name, version in asked)
    assert "://" not in lock


def test_what_asks_is_locked_exactly():
    for name in ("requirements.in", "requirements-dev.in", "requirements-uv.in"):
        lines = (PROJECT / name).read_text().splitlines()
        asked = [line for line in lines if line and line[0] not in "#-"]
        assert [line for line in asked if "==" not in line] == []


def test_a_missing_library_is_told_with_the_exact_command(capsys, monkeypatch):
    monkeypatch.setattr(system, "_may_install", lambda: False)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)

    provide([SystemPart(missing=lambda: True, packages=("libx-1", "libx-2"), loss="No X")])

    said = capsys.readouterr().out
    assert "No X" in said
    assert "sudo apt-get install --no-install-recommends libx-1 libx-2" in said


def test_nothing_is_said_where_nothing_is_missing(capsys):
    provide([SystemPart(missing=lambda: False, packages=("libx-1",), loss="No X")])

    assert capsys.readouterr().out == ""


def test_uv_is_told_the_mirror_that_pip_knows(monkeypatch, tmp_path):
    configuration = tmp_path / "pip.conf"
    configuration.write_text("[global]\nindex-url = https://mirror.example/simple\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(configuration))
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setattr(packages, "PIP", (sys.executable, "-m", "pip"))

    assert packages.uv_environment()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_a_changed_translation_is_noticed(tmp_path):
    catalogue = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text("")
    before = fingerprint_of([tmp_path])

    catalogue.write_text('msgid "签收"\nmsgstr "sign for"\n')

    assert fingerprint_of([tmp_path]) != before


def test_an_untouched_tree_is_not_made_again(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "page.css").write_text("body {}")

    assert fingerprint_of([tmp_path]) == fingerprint_of([tmp_path])
