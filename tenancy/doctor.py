"""Whether the database would refuse what it must refuse: asked by ``citydesk doctor``.

What the tests prove of the code is asked here of this installation, whose roles and rights
an operator, a restored backup or an older version may have left otherwise.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from core.context import open_city
from core.contracts.checks import Check
from core.units.kinds import State
from core.units.models import Unit
from tenancy.grants import altered_rights
from tenancy.installation import Names, installed

#: More names than this make a line that nobody reads.
_NAMED = 5


def isolation_checks() -> Iterator[Check]:
    """Rights on shared tables, what the log-in can become, roles of units, units not made."""
    names = installed()
    with open_city():
        units = list(Unit.objects.all())
    made = [unit for unit in units if unit.state != State.PENDING]
    yield _shared_rights(names)
    yield _closed_tables()
    yield _login_reach(names, made)
    yield _unit_roles(names, made)
    yield _pending(units)


def _shared_rights(names: Names) -> Check:
    """Rights and policies of the shared tables are those of ``docs/shared-tables.md``."""
    hint = _("请运行 citydesk setup-database 恢复。")
    return _check("database.shared_rights", altered_rights(names), hint)


_OPENED = """
SELECT DISTINCT c.relname FROM pg_class c, aclexplode(c.relacl) a
WHERE c.relnamespace = 'city'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
  AND NOT c.relrowsecurity AND a.grantee <> c.relowner
  AND NOT (c.relname = 'installation' AND a.privilege_type = 'SELECT')
"""


def _closed_tables() -> Check:
    """What stands in the shared schema without a declaration is closed to everybody."""
    hint = _("共用模式中有未声明却已授权的表，请用 REVOKE 收回。")
    return _check("database.undeclared", _column(_OPENED), hint)


_REACH = """
SELECT r.rolname FROM pg_roles r
WHERE r.rolname <> %(app)s AND pg_has_role(%(app)s, r.oid, 'MEMBER')
  AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolcanlogin
       OR NOT r.rolname = ANY(%(allowed)s))
"""


def _login_reach(names: Names, units: list[Unit]) -> Check:
    """The log-in of pages and workers can become a unit or the city, and nothing else."""
    own = [names.city, names.rows, names.units]
    # A role that is left over (its unit was never made) is told by its own check.
    allowed = own + _column("SELECT rolname FROM pg_roles WHERE rolname ~ %s", _pattern(names))
    reach = _column(_REACH, {"app": names.app, "allowed": allowed})
    hint = _("页面登录可以切换到这些角色，请用 REVOKE 收回。")
    return _check("database.login_reach", reach, hint, str(len(units)))


_BROKEN = """
SELECT wanted.code FROM unnest(%(codes)s::text[], %(roles)s::text[]) AS wanted(code, role)
LEFT JOIN pg_roles r ON r.rolname = wanted.role
WHERE r.oid IS NULL OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcanlogin
   OR NOT pg_has_role(%(app)s, r.oid, 'MEMBER')
   OR ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
            WHERE m.member = r.oid ORDER BY 1) <> %(groups)s
"""


def _unit_roles(names: Names, units: list[Unit]) -> Check:
    """Each unit has its role, in exactly the two groups that give it its rights."""
    values = {
        "codes": [unit.code for unit in units],
        "roles": [names.unit(unit.id) for unit in units],
        "app": names.app,
        "groups": sorted([names.rows, names.units]),
    }
    hint = _("单位角色缺失或成员关系不对，修复方法见 docs/isolation.md。")
    return _check("units.roles", _column(_BROKEN, values), hint, str(len(units)))


def _pending(units: list[Unit]) -> Check:
    """Every unit of the list was made."""
    waiting = [unit.code for unit in units if unit.state == State.PENDING]
    return _check("units.pending", waiting, _("尚未开通，请再次运行 citydesk units import。"))


def _check(name: str, wrong: Iterable[str], hint: str, well: str = "-") -> Check:
    listed = sorted(wrong)
    more = " …" if len(listed) > _NAMED else ""
    named = f"{len(listed)}: {', '.join(listed[:_NAMED])}{more}  {hint}"
    return Check(name, ok=not listed, detail=named if listed else well, vital=False)


def _column(question: str, values: Any = None) -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question, values)
        return [str(row[0]) for row in cursor.fetchall()]


def _pattern(names: Names) -> list[str]:
    return [f"^cd_{names.id}_[0-9a-f]{{32}}$"]
