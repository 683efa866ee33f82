"""The module author's two commands, as typed."""

import json

import pytest
from click.testing import CliRunner

from core.modules.cli import check, new


@pytest.fixture
def typed():
    return CliRunner().invoke


def test_a_new_module_is_written_and_sound(typed, tmp_path):
    made = typed(new, ["duty", "--path", str(tmp_path), "--title", "值班", "--json"])
    sound = typed(check, [str(tmp_path / "duty"), "--json"])

    assert (made.exit_code, sound.exit_code) == (0, 0)
    told = json.loads(made.stdout)
    assert (told["module"], told["path"]) == ("duty", str(tmp_path / "duty"))
    assert "module.toml" in told["files"]
    assert json.loads(sound.stdout) == {"module": "duty", "ok": True, "findings": []}


def test_each_broken_rule_is_a_line_and_a_row(typed, tmp_path):
    typed(new, ["duty", "--path", str(tmp_path)])
    (tmp_path / "duty" / "utils.py").write_text('"""Odds and ends."""\n')

    shown = typed(check, [str(tmp_path / "duty")])
    told = typed(check, [str(tmp_path / "duty"), "--json"])

    assert (shown.exit_code, told.exit_code) == (1, 1)
    assert "utils.py: file_undeclared: 模块的形式里没有 utils.py" in shown.stdout
    assert "有 1 处不符合规则。" in shown.stderr
    [finding] = json.loads(told.stdout)["findings"]
    assert (finding["code"], finding["line"]) == ("file_undeclared", 0)
    assert finding["file"].endswith("duty/utils.py")


@pytest.mark.parametrize(
    ("command", "words"), [(new, ["duty-notes"]), (check, ["nowhere"])], ids=["new", "check"]
)
def test_what_cannot_be_done_is_refused(typed, command, words, tmp_path):
    options = ["--path", str(tmp_path)] if command is new else []

    done = typed(command, [*words, *options])

    assert done.exit_code == 1
    assert list(tmp_path.iterdir()) == []
