"""Whatever goes wrong: one clear line, a stable code, status 1, and JSON where asked for."""

import socket

import pytest

from core.cli.main import run


def test_a_setting_that_cannot_be_used_is_named(citydesk):
    done = citydesk("setup-assets", CITYDESK_BIND="everywhere")

    assert done.status == 1
    assert "[invalid_setting]" in done.err
    assert "CITYDESK_BIND" in done.err
    assert "Traceback" not in done.err


def test_json_is_printed_all_the_same_and_nothing_else(citydesk):
    done = citydesk("setup-assets", "--json", CITYDESK_BIND="everywhere")

    assert done.document["error"]["code"] == "invalid_setting"
    assert "CITYDESK_BIND" in done.document["error"]["message"]


def test_a_password_in_a_wrong_url_is_not_repeated(citydesk):
    done = citydesk("bench", "provision", DATABASE_URL="mysql://root:topsecret@127.0.0.1/x")

    assert done.status == 1
    assert "DATABASE_URL" in done.err
    assert "topsecret" not in done.out + done.err


def test_an_unreachable_database_is_told_with_its_address_and_without_the_password(citydesk):
    port = nobodys_port()
    url = f"postgresql://office:topsecret@127.0.0.1:{port}/city"

    done = citydesk("bench", "provision", "--json", DATABASE_URL=url)

    assert done.status == 1
    assert done.document["error"]["code"] == "database_unreachable"
    assert f"正在等待 postgresql://office@127.0.0.1:{port}/city，最多 5 秒" in done.err
    assert done.err.count(f"postgresql://office@127.0.0.1:{port}/city") == 2
    assert "topsecret" not in done.out + done.err


def test_an_unreachable_broker_is_told_by_the_doctor(citydesk):
    port = nobodys_port()

    done = citydesk("doctor", "--json", BROKER_URL=f"amqp://guest:topsecret@127.0.0.1:{port}//")

    wrong = [check for check in done.document["checks"] if not check["ok"]]
    assert done.status == 1
    assert done.document["ok"] is False
    assert wrong[0]["name"] == "broker_unreachable"
    assert f"amqp://guest@127.0.0.1:{port}" in wrong[0]["detail"]
    assert "topsecret" not in done.out + done.err


@pytest.mark.parametrize(
    "typed", [["no-such-command"], ["doctor", "--no-such-option"], ["bench", "no-such-bench"]]
)
def test_wrong_usage_is_status_two(typed, capfd):
    assert run(typed) == 2
    assert "Usage" in capfd.readouterr().err


def test_english_where_the_machine_speaks_english(citydesk):
    done = citydesk("doctor", CITYDESK_BIND="everywhere", LANG="en_US.UTF-8")

    assert "Setting CITYDESK_BIND cannot be used" in done.out


def test_help_needs_neither_settings_nor_services(citydesk):
    done = citydesk("--help", CITYDESK_BIND="everywhere", DATABASE_URL="nonsense")

    assert done.status == 0
    assert "serve" in done.out


def nobodys_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
