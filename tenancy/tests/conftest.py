"""Lists of units as files, and the command line as a process beside the test's own city."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
from django.conf import settings as django_settings
from django.db import connections

from core.settings.environment import PROJECT
from core.units.listing.rows import UNIT_COLUMNS

ENTRY = "from core.cli.main import main; main()"


def unit_list(*rows, encoding="utf-8"):
    """A list of units as a file; each row in the order of the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(UNIT_COLUMNS)
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def county_with(count):
    """A list of one county's office and ``count`` townships under it."""
    yield ("xa001", "某县人民政府办公室", "县政府办", "county", "county_body", "city", "430999")
    for n in range(count):
        code, name = f"xt{n:03}", f"某县第{n}镇"
        yield (code, name, f"第{n}镇", "township", "township", "xa001", f"430999{n:03}")


@pytest.fixture
def home(tmp_path, settings):
    """A data folder of the test's own."""
    settings.CITYDESK_HOME = tmp_path
    return tmp_path


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


@dataclass(frozen=True)
class Commands:
    """Runs ``citydesk`` on the database of the test."""

    environment: dict[str, str]

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-c", ENTRY, *map(str, arguments)],
            cwd=PROJECT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *arguments):
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out, err)


@pytest.fixture
def citydesk(city_db, home):
    """The command line of an installation whose database is the test's."""
    entry = connections["owner"].settings_dict
    login = f"{entry['USER']}:{entry['PASSWORD']}" if entry["PASSWORD"] else entry["USER"]
    url = f"postgresql://{login}@{entry['HOST']}:{entry['PORT'] or 5432}/{entry['NAME']}"
    return Commands(
        {
            **{name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL"}},
            "DATABASE_URL": url,
            "CITYDESK_HOME": str(home),
            "CITYDESK_SECRET_KEY": django_settings.SECRET_KEY,
        }
    )
