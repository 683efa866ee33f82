"""The embedded broker: Valkey, which speaks Redis' protocol, from a pip package."""

import os
import secrets
import socket
from pathlib import Path
from signal import SIGTERM
from typing import ClassVar

from core.runtime.binaries import broker_program
from core.runtime.home import write_private
from core.runtime.ports import LOOPBACK
from core.runtime.server import EmbeddedServer

CONFIGURATION = """\
bind {host}
port {port}
requirepass {password}
dir {data}
appendonly {durable}
save ""
maxmemory-policy noeviction
set-proc-title no
"""


class Broker(EmbeddedServer):
    """A Valkey server on loopback, with a password that only the data folder's owner reads."""

    name: ClassVar = "broker"
    stop_signal: ClassVar = SIGTERM

    def prepare(self) -> None:
        """Make the data folder and the password."""
        self._data.mkdir(mode=0o700, exist_ok=True)
        if not self._password_file.exists():
            write_private(self._password_file, secrets.token_hex(24))

    def command(self, port: int) -> list[str]:
        """The configuration goes by file: a command line is read by everybody."""
        configuration = self.home / "run" / "broker.conf"
        write_private(
            configuration,
            CONFIGURATION.format(
                host=LOOPBACK,
                port=port,
                password=self._password,
                data=self._data,
                durable="yes" if self.durable else "no",
            ),
        )
        return [os.fspath(broker_program()), os.fspath(configuration)]

    def is_ready(self, port: int) -> bool:
        """Whether a server answers that knows our password."""
        try:
            with socket.create_connection((LOOPBACK, port), timeout=1) as line:
                line.sendall(f"AUTH {self._password}\r\nPING\r\nQUIT\r\n".encode())
                return b"+PONG" in line.makefile("rb").read()
        except OSError:
            return False

    def settle(self, port: int) -> str:
        """Nothing is left to do."""
        return f"redis://:{self._password}@{LOOPBACK}:{port}/0"

    @property
    def _data(self) -> Path:
        return self.home / "broker"

    @property
    def _password_file(self) -> Path:
        return self.home / "keys" / "broker"

    @property
    def _password(self) -> str:
        return self._password_file.read_text()
