"""The secret key is made once, and only its owner reads it."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.settings.environment import Environment
from core.settings.secrets import secret_key


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_data_folder_is_made_for_its_owners_eyes_only(tmp_path):
    env = Environment(CITYDESK_HOME=tmp_path / "new" / "home", CITYDESK_SECRET_KEY=None)

    secret_key(env)

    assert [_mode(env.home), _mode(env.home / "keys")] == [0o700, 0o700]
    assert _mode(env.home / "keys" / "secret_key") == 0o600


def test_of_many_who_start_at_once_all_have_the_same_whole_key(tmp_path):
    for turn in range(20):
        env = Environment(CITYDESK_HOME=tmp_path / str(turn), CITYDESK_SECRET_KEY=None)

        with ThreadPoolExecutor(8) as pool:
            keys = set(pool.map(lambda _: secret_key(env), range(8)))  # noqa: B023

        assert [len(key) for key in keys] == [64]
        assert [path.name for path in (env.home / "keys").iterdir()] == ["secret_key"]


def test_whoever_is_killed_while_making_the_key_leaves_no_empty_one(tmp_path, monkeypatch):
    env = Environment(CITYDESK_HOME=tmp_path, CITYDESK_SECRET_KEY=None)
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr("secrets.token_urlsafe", _interrupted)
        secret_key(env)

    assert len(secret_key(env)) == 64


def _interrupted(_size):
    raise KeyboardInterrupt
