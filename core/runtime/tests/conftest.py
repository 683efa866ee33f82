"""Real servers in a folder of the test's own."""

from contextlib import closing, suppress
from pathlib import Path

import psycopg2
import pytest

from core.settings.environment import Environment


@pytest.fixture
def installation():
    """The settings of an installation that has nothing configured but what is given."""

    def settings(home: Path, **more: object) -> Environment:
        env = Environment(_env_file=None, CITYDESK_HOME=home, **more)
        return env.model_copy(update={"database_url": None, "broker_url": None})

    return settings


@pytest.fixture
def env(installation, tmp_path: Path) -> Environment:
    return installation(tmp_path / "home")


@pytest.fixture
def processes_of(env: Environment):
    """The command lines of all processes that name the test's data folder."""

    def listed() -> dict[int, str]:
        lines = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                lines[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        return {pid: line for pid, line in lines.items() if str(env.home) in line}

    return listed


@pytest.fixture
def ask():
    """One question to a database, in a connection of its own."""

    def answer(url: str, question: str) -> object:
        with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute(question)
            return cursor.fetchone()[0] if cursor.description else None

    return answer
