"""What must be so in the database before pages are served from it."""

from collections.abc import Iterator

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from core.contracts.checks import Check
from tenancy.installation import installed
from tenancy.placement import labels


def database_checks() -> Iterator[Check]:
    """Prepared, of the code's version, and entered by a log-in that can do no harm."""
    if not _is_prepared():
        text = _("数据库还没有建立共用数据表，请运行 citydesk setup-database。")
        yield Check("database.prepared", ok=False, detail=text)
        return
    yield _of_this_version()
    yield _harmless_login()


def _is_prepared() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('city.installation') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _of_this_version() -> Check:
    executor = MigrationExecutor(connections["owner"])
    ours = set(labels("city"))
    targets = [node for node in executor.loader.graph.leaf_nodes() if node[0] in ours]
    waiting = [f"{m.app_label}.{m.name}" for m, _back in executor.migration_plan(targets)]
    text = _("共用数据表不是当前版本，请运行 citydesk setup-database：%(waiting)s")
    detail = text % {"waiting": ", ".join(waiting)} if waiting else "-"
    return Check("database.prepared", not waiting, detail)


_HARMFUL = """
SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolinherit
       OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid)
FROM pg_roles WHERE rolname = %s
"""


def _harmless_login() -> Check:
    """Pages and workers never run as somebody whom PostgreSQL would not refuse."""
    login = installed().app
    with connections["owner"].cursor() as cursor:
        cursor.execute(_HARMFUL, [login])
        row = cursor.fetchone()
    ok = row is not None and not row[0]
    text = _("登录 %(login)s 的权限过大或不存在，请运行 citydesk setup-database。")
    return Check("database.login", ok, login if ok else text % {"login": login})
