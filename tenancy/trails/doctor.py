"""How large the trails are, and whether they are sealed: asked by ``citydesk doctor``.

Whether every line is as it was written is asked by ``citydesk audit verify``: it reads them all.
"""

from collections.abc import Iterator

from django.db import connections
from django.utils.translation import gettext as _

from core.contracts.checks import Check
from tenancy.trails.checking import check_signatures
from tenancy.trails.words import reason_text

#: So many lines wait only if nobody has sealed for a long while.
STUCK = 100_000

_SIZE = """
SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint,
       coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint,
       coalesce(sum(pg_relation_size(nullif(c.reltoastrelid, 0))), 0)::bigint
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND (c.relname = 'audit_entry' AND n.nspname ~ '^u_[0-9a-f]{32}$'
                           OR c.relname = 'city_entry' AND n.nspname = 'city')
"""
_WAITING = "SELECT count(*) FROM city.trail_witness"


def trail_checks() -> Iterator[Check]:
    """Size, what waits to be sealed, and the city's signatures."""
    entries, size, outside = _row(_SIZE)
    text = _("约 %(n)s 条，%(mb)s MB，其中行外 %(kb)s kB")
    facts = {"n": f"{entries:,}", "mb": size // 2**20, "kb": outside // 1024}
    yield Check("audit.size", ok=True, detail=text % facts, vital=False)
    (waiting,) = _row(_WAITING)
    hint = _("后台任务没有在封存审计记录，请检查 citydesk serve 的调度进程。")
    detail = f"{waiting:,}" if waiting < STUCK else f"{waiting:,}  {hint}"
    yield Check("audit.waiting", waiting < STUCK, detail, vital=False)
    faults = check_signatures()
    told = f"{faults[0].entry}: {reason_text(faults[0].reason)}" if faults else "-"
    yield Check("audit.signatures", not faults, told, vital=False)


def _row(question: str) -> tuple[int, ...]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return tuple(cursor.fetchone())
