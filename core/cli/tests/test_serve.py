"""``citydesk serve``: refuses what is unsafe, answers by TLS, ends without a trace."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from core.settings.environment import PROJECT

pytestmark = pytest.mark.processes

SERVE = [sys.executable, "-c", "from core.cli.main import main; main()", "serve"]


def test_what_is_unsafe_is_refused_before_anything_starts(citydesk, settings_of_its_own):
    done = citydesk("serve", CITYDESK_BIND="0.0.0.0:8443")

    assert done.status == 1
    assert "[not_ready]" in done.err
    assert "CITYDESK_TLS_CERT" in done.err
    assert not Path(settings_of_its_own["CITYDESK_HOME"], "postgres").exists()


def test_a_taken_port_is_told(citydesk, prepared):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = citydesk("serve", CITYDESK_BIND=f"127.0.0.1:{port}")

    assert done.status == 1
    assert "[port_taken]" in done.err
    assert str(port) in done.err


def test_a_host_name_that_is_none_is_wrong_usage(citydesk):
    assert citydesk("serve", "--make-certificate", "城市").status == 2


def test_it_answers_by_tls_and_ends_without_a_trace(citydesk, prepared, settings_of_its_own):
    citydesk("serve", "--make-certificate", "127.0.0.1")
    home = Path(settings_of_its_own["CITYDESK_HOME"])
    port = free_port()
    serving = subprocess.Popen(
        SERVE,
        cwd=PROJECT,
        env={
            **settings_of_its_own,
            "CITYDESK_BIND": f"127.0.0.1:{port}",
            "CITYDESK_TLS_CERT": str(home / "tls" / "certificate.pem"),
            "CITYDESK_TLS_KEY": str(home / "tls" / "key.pem"),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        told = next(line for line in serving.stdout if f"https://127.0.0.1:{port}/" in line)
        head = answer_by_tls(port, trusting=home / "tls" / "certificate.pem")
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=60)

    assert told
    assert "strict-transport-security" in head.lower()
    assert serving.returncode == 0
    assert left_behind(home) == []


def answer_by_tls(port: int, trusting: Path) -> str:
    """The head of the answer, over a connection that checks the certificate and the host."""
    context = ssl.create_default_context(cafile=trusting)
    with (
        socket.create_connection(("127.0.0.1", port), timeout=20) as line,
        context.wrap_socket(line, server_hostname="127.0.0.1") as secure,
    ):
        secure.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return secure.makefile("rb").read().split(b"\r\n\r\n")[0].decode()


def left_behind(home: Path) -> list[str]:
    """The processes that still carry this installation's settings."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if folder.name != str(os.getpid()) and str(home).encode() in (
                (folder / "environ").read_bytes()
            ):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
