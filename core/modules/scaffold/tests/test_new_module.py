"""A new module is sound from its first minute."""

import os
import subprocess
import sys

import pytest

from core.modules.check.run import check_module
from core.modules.scaffold.write import FolderTaken, ModuleNotWritten, NewModule, write_module
from core.settings.environment import PROJECT
from installer.testing.early import early_plugin

NEW = NewModule("duty_notes", "值班记录", "Duty notes")


def test_a_new_module_passes_the_check(tmp_path):
    folder = write_module(NEW, tmp_path)

    assert folder == tmp_path / "duty_notes"
    assert check_module(str(folder)) == []


def test_a_new_package_passes_the_check(tmp_path):
    folder = write_module(NEW, tmp_path, packaged=True)

    assert (folder / "pyproject.toml").exists()
    assert check_module(str(folder)) == []


@pytest.mark.processes
def test_a_new_module_passes_its_own_tests(tmp_path):
    folder = write_module(NEW, tmp_path)
    options = [str(folder), "-q", *early_plugin()]
    command = [sys.executable, "-m", "pytest", *options]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}

    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "18 passed" in done.stdout


def test_what_is_there_is_not_touched(tmp_path):
    (tmp_path / "duty_notes").mkdir()

    with pytest.raises(FolderTaken, match="duty_notes"):
        write_module(NEW, tmp_path)

    assert list((tmp_path / "duty_notes").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", "Duty", "duty-notes", "../duty", "a/b", "值班", "7days", "api", "x" * 31, "a__b"]
)
def test_an_unusable_name_is_refused_and_nothing_written(tmp_path, name):
    with pytest.raises((ModuleNotWritten, FolderTaken)):
        write_module(NewModule(name, "值班", "Duty"), tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['a"b', "a\\b", "{{ x }}", "$x", "a\nb"])
def test_an_unquotable_title_is_refused(tmp_path, title):
    with pytest.raises(ModuleNotWritten, match="标题"):
        write_module(NewModule("duty", title, "Duty"), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ModuleNotWritten, match="file"):
        write_module(NEW, tmp_path / "file")
