"""Addresses: shown without passwords; a broker by TLS is always checked."""

import socket
import ssl
import threading
from datetime import UTC, datetime

import pytest
from kombu import Connection
from kombu.exceptions import OperationalError

from core.runtime.certificates import make_certificate, problem_with
from core.settings.endpoints import broker_connection, shown
from core.settings.transport import KeyPair

NOW = datetime.now(UTC)


@pytest.fixture
def pair(tmp_path) -> KeyPair:
    made = KeyPair(tmp_path / "certificate.pem", tmp_path / "key.pem")
    make_certificate("localhost", made, at=NOW)
    return made


@pytest.fixture
def tls_server(pair):
    """A server that speaks TLS and hangs up: its port, and who came to speak with it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair.certificate, pair.key)
    server = socket.create_server(("localhost", 0))
    greeted: list[bytes] = []

    def answer() -> None:
        while True:
            try:
                line, _ = server.accept()
                with context.wrap_socket(line, server_side=True) as secure:
                    greeted.append(secure.recv(1))
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=answer, daemon=True).start()
    yield server.getsockname()[1], greeted
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.mark.parametrize("scheme", ["amqps", "rediss"])
def test_a_broker_whose_certificate_nobody_knows_is_not_spoken_to(tls_server, scheme):
    port, greeted = tls_server
    knock(f"{scheme}://localhost:{port}")

    assert greeted == []


@pytest.mark.parametrize("scheme", ["amqps", "rediss"])
def test_a_broker_of_a_named_authority_is_spoken_to(tls_server, pair, scheme):
    port, greeted = tls_server
    knock(f"{scheme}://localhost:{port}?ssl_ca_certs={pair.certificate}")

    assert any(greeted)


@pytest.mark.parametrize("scheme", ["amqps", "rediss"])
def test_a_broker_of_another_name_is_not_spoken_to(tls_server, pair, scheme):
    port, greeted = tls_server
    knock(f"{scheme}://127.0.0.1:{port}?ssl_ca_certs={pair.certificate}")

    assert greeted == []


def knock(url: str) -> None:
    plain, options = broker_connection(url)
    timeouts = {"socket_connect_timeout": 2, "socket_timeout": 2}
    with (
        pytest.raises((OperationalError, OSError)),
        Connection(plain, ssl=options, connect_timeout=2, transport_options=timeouts) as line,
    ):
        line.ensure_connection(max_retries=1, timeout=4)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("postgresql://u:secret@h:5432/db?sslmode=require", "postgresql://u@h:5432/db"),
        ("redis://:secret@127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("postgresql:///db?password=secret", "postgresql:///db"),
        ("", "-"),
    ],
)
def test_an_address_is_shown_without_its_password(url, address):
    assert shown(url) == address


def test_what_is_wrong_with_a_certificate_is_told_with_its_file(pair, tmp_path):
    other = KeyPair(tmp_path / "other.pem", tmp_path / "other-key.pem")
    make_certificate("localhost", other, at=datetime(2020, 1, 1, tzinfo=UTC))

    assert problem_with(pair, at=NOW) is None
    assert str(other.certificate) in problem_with(other, at=NOW)
    assert problem_with(KeyPair(pair.certificate, other.key), at=NOW)
    assert "nowhere.pem" in problem_with(KeyPair(tmp_path / "nowhere.pem", pair.key), at=NOW)
