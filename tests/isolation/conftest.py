"""What the isolation tests share: plain django-tenants beside us, a pooler, a bare log-in."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connections

from core.context import open_unit
from core.people.models import Department
from installer.testing.cast import make_units, ref_of
from tenancy.installation import password_of
from tenancy.prepare import close_doors
from tenancy.throwaway import _admin, drop_roles, new_database, roles_of

_numbers = count(1)

HERE = Path(__file__).parent
PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


# -- one city for each file: what is committed here stays until its end ---------------


@pytest.fixture(scope="module")
def city_db(base_city, django_db_blocker):
    """A city of its own for one file; tests of a unit's end make a unit of their own."""
    base, names = base_city
    with django_db_blocker.unblock():
        roles = roles_of(names)
        with new_database(template=base):
            with connections["owner"].cursor() as cursor:
                close_doors(cursor, names)
            yield names
        drop_roles(names, but=roles)


@pytest.fixture(scope="module")
def parks(city_db):
    """The unit where Alice and Bob work."""
    return ref_of("parks")


@pytest.fixture(scope="module")
def taxes(city_db):
    """The unit where Charlie works."""
    return ref_of("taxes")


# -- rows that could leak ------------------------------------------------------------


@pytest.fixture(scope="module")
def lawn(parks):
    """A department of Parks, committed; Parks can read it."""
    with open_unit(parks):
        made = Department.objects.create(name="绿化股")
    with open_unit(parks):
        assert [row.name for row in Department.objects.all()] == ["绿化股"]
    return made


@pytest.fixture(scope="module")
def ledger(taxes):
    """A department of Taxes, committed; Taxes can read it."""
    with open_unit(taxes):
        made = Department.objects.create(name="账务股")
    with open_unit(taxes):
        assert [row.name for row in Department.objects.all()] == ["账务股"]
    return made


@pytest.fixture
def orchard(city_db):
    """A unit made for one test, which may end it; one department, 果树股."""
    code = f"orchard{next(_numbers)}"
    unit = make_units((code, "测试县果园镇", "果园镇", "township", "township", "county"))[code]
    with open_unit(unit):
        Department.objects.create(name="果树股")
    with open_unit(unit):
        assert [row.name for row in Department.objects.all()] == ["果树股"]
    return unit


# -- the bare log-in -----------------------------------------------------------------


def _server(**overrides):
    entry = {**settings.DATABASES["owner"], **overrides}
    return {
        "dbname": entry["NAME"],
        "user": entry["USER"],
        "password": entry["PASSWORD"],
        "host": entry["HOST"],
        "port": entry["PORT"],
    }


@pytest.fixture
def as_app(city_db):
    """A connection by the log-in of pages and workers, with none of our Python between."""
    login = _server(USER=city_db.app, PASSWORD=password_of(city_db.app))
    with closing(psycopg2.connect(**login)) as connection:
        yield connection


# -- plain django-tenants ------------------------------------------------------------


class Plain:
    """django-tenants 4.0.1 in a process of its own, on a database of its own."""

    def __init__(self, name):
        entry = settings.DATABASES["owner"]
        self.database = {key: entry[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
        self.database["NAME"] = name

    def run(self, what, *, environment=None, **overrides):
        """The JSON document that ``leaks.py what`` prints."""
        database = json.dumps({**self.database, **overrides})
        done = subprocess.run(
            [sys.executable, "leaks.py", what],
            cwd=HERE / "plain",
            env={**os.environ, "PLAIN_DATABASE": database, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def plain():
    """Two tenants of plain django-tenants, a0 and a1, one row in each."""
    name = f"citydesk_plain_{os.getpid()}"
    with closing(_admin()) as admin, admin.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            found = Plain(name)
            found.run("make")
            yield found
        finally:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def plain_leaks(plain):
    """What each leak showed there."""
    return plain.run("leaks")


# -- a pooler in transaction mode ----------------------------------------------------


@pytest.fixture
def pooler(tmp_path_factory):
    """Starts pgbouncer before a database: ``with pooler(name, {user: password}) as port:``."""
    if PGBOUNCER is None:
        if os.environ.get("CI"):
            pytest.fail("pgbouncer is missing: install Debian's package of that name")
        pytest.skip("NOT PROVEN HERE: pgbouncer is missing (apt install pgbouncer)")
    return _running_pooler


@contextmanager
def _running_pooler(database, users, *, size=2):
    port, folder = _free_port(), Path(_folder_of_nobody())
    entry = settings.DATABASES["owner"]
    server = f"host={entry['HOST'] or '127.0.0.1'} port={entry['PORT'] or 5432}"
    (folder / "users.txt").write_text("".join(f'"{u}" "{p}"\n' for u, p in users.items()))
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n{database} = {server} dbname={database}\n[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = trust\nauth_file = {folder}/users.txt\n"
        f"pool_mode = transaction\ndefault_pool_size = {size}\nmax_client_conn = 200\n"
    )
    process = subprocess.Popen(
        [PGBOUNCER, *_as_nobody(), str(folder / "pgbouncer.ini")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _as_nobody():
    """Pgbouncer refuses to run as root."""
    return ["-u", "nobody"] if os.geteuid() == 0 else []


def _folder_of_nobody():
    folder = tempfile.mkdtemp(prefix="citydesk-pooler-")
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    return folder


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, process):
    for _ in range(100):
        assert process.poll() is None, "pgbouncer ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("pgbouncer does not answer")


@pytest.fixture
def through_pooler(pooler, city_db):
    """Pages and workers reach the database through the pooler, on two server connections."""
    entry = connections["default"].settings_dict
    users = {
        city_db.app: password_of(city_db.app),
        entry["USER"]: entry["PASSWORD"],  # reads the installation's id
    }
    before = entry["HOST"], entry["PORT"]
    with pooler(entry["NAME"], users) as port:
        connections["default"].close()
        entry["HOST"], entry["PORT"] = "127.0.0.1", str(port)
        yield port
        connections["default"].close()
        entry["HOST"], entry["PORT"] = before


# -- another thread ------------------------------------------------------------------


@pytest.fixture
def in_thread():
    """Runs a function in a new thread, with a connection of its own, and gives its answer."""

    def run(work):
        def closing_after():
            try:
                return work()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            return pool.submit(closing_after).result()

    return run


@pytest.fixture
def names_in():
    """The departments that the open transaction sees."""

    def names():
        return [row.name for row in Department.objects.all()]

    return names


@pytest.fixture
def as_owner(city_db):
    """A cursor of the owner beside the test's transactions, each statement on its own."""
    with closing(psycopg2.connect(**_server())) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            yield cursor
