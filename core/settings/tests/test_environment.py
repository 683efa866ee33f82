"""Settings are typed; what cannot be used is refused by the variable's name."""

import pytest

from core.settings.environment import Environment, SettingInvalid, environment, is_loopback


@pytest.fixture
def settings_of(monkeypatch, tmp_path):
    """The settings of a process that is started with these variables."""
    monkeypatch.setattr(Environment, "model_config", {**Environment.model_config, "env_file": None})

    def read(**variables: str) -> Environment:
        for name, value in {"CITYDESK_HOME": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        environment.cache_clear()
        return environment()

    yield read
    environment.cache_clear()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root@127.0.0.1/x"),
        ("DATABASE_URL", "postgresql://127.0.0.1:seven/x"),
        ("BROKER_URL", "kafka://127.0.0.1"),
        ("CITYDESK_BIND", "8000"),
        ("CITYDESK_BIND", "127.0.0.1:0"),
        ("CITYDESK_BIND", "127.0.0.1:70000"),
        ("CITYDESK_DEBUG", "perhaps"),
        ("CITYDESK_SECRET_KEY", "short"),
        ("CITYDESK_WEB_PROCESSES", "0"),
        ("CITYDESK_WEB_PROCESSES", "two"),
        ("CITYDESK_WEB_PROCESSES", "1000"),
        ("CITYDESK_LANGUAGE", "fr"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(settings_of, name, value):
    with pytest.raises(SettingInvalid) as refusal:
        settings_of(**{name: value})

    assert refusal.value.facts["name"] == name
    assert "Input should" not in refusal.value.facts["reason"], "pydantic's English"


def test_a_password_is_not_repeated_in_the_refusal(settings_of):
    with pytest.raises(SettingInvalid) as refusal:
        settings_of(DATABASE_URL="mysql://root:topsecret@127.0.0.1/x")

    assert "topsecret" not in str(refusal.value)


def test_an_empty_value_is_an_unset_one(settings_of):
    assert settings_of(DATABASE_URL="", CITYDESK_BIND="").database_url is None


def test_the_file_beside_the_makefile_counts_and_the_environment_wins(monkeypatch, tmp_path):
    file = tmp_path / ".env"
    file.write_text("CITYDESK_BIND=127.0.0.1:9001\nCITYDESK_WEB_THREADS=7\n")
    monkeypatch.setenv("CITYDESK_BIND", "127.0.0.1:9002")

    settings = Environment(_env_file=file)

    assert (settings.bind, settings.web_threads) == ("127.0.0.1:9002", 7)


def test_a_relative_data_folder_is_meant_from_here(settings_of, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert settings_of(CITYDESK_HOME="data").home == tmp_path / "data"


def test_the_bracketed_address_of_version_six_is_split_right(settings_of):
    settings = settings_of(CITYDESK_BIND="[::1]:8000")

    assert (settings.host, settings.port, settings.on_loopback) == ("::1", 8000, True)


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("/var/run/postgresql", True),
        (None, True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_what_counts_as_this_machine(host, here):
    assert is_loopback(host) is here
