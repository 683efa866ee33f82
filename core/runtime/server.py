"""What the keeper must know of a server to start it, wait for it and stop it."""

import os
from abc import ABC, abstractmethod
from pathlib import Path
from signal import Signals
from typing import ClassVar


class EmbeddedServer(ABC):
    """One server program with its data below ``home``."""

    name: ClassVar[str]
    stop_signal: ClassVar[Signals]

    def __init__(self, home: Path, *, durable: bool = True, pg_bin: Path | None = None) -> None:
        self.home = home
        self.durable = durable
        self.pg_bin = pg_bin

    @property
    def log(self) -> Path:
        """Where the server and its keeper write."""
        return self.home / "log" / f"{self.name}.log"

    @abstractmethod
    def prepare(self) -> None:
        """Make the data folder if there is none, clear what a crash left."""

    @abstractmethod
    def command(self, port: int) -> list[str]:
        """How the server is started in the foreground, listening on ``port`` of loopback."""

    @abstractmethod
    def is_ready(self, port: int) -> bool:
        """Whether it is *this* server that answers on ``port``."""

    @abstractmethod
    def settle(self, port: int) -> str:
        """Do what is left once it answers; returns the URL for its users."""


def server_environment() -> dict[str, str]:
    """A server's environment: ours without what would redirect it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}
