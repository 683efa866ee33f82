"""``docs/settings.md``, made of the class so that it cannot be out of date.

``python -m core.settings.reference`` writes it anew; a test compares.
"""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from core.settings.environment import PROJECT, Environment, setting_name

PAGE = PROJECT / "docs" / "settings.md"

HEAD = """\
# Settings

Made by `python -m core.settings.reference` from `core/settings/environment.py`; do not edit.

Each is an environment variable, or a line `NAME=value` in the file `.env` beside the Makefile
(the environment wins; an empty value counts as unset). They are checked when a process starts: a
value that cannot be used is refused by the variable's name, and so is a name beginning with
`CITYDESK_` that does not exist. `citydesk doctor` shows what holds and what does not.

| variable | kind | default | meaning |
|---|---|---|---|
"""


TAIL = """
## Servers of your own

`DATABASE_URL` and `BROKER_URL` point the same commands at PostgreSQL 15 or newer and at RabbitMQ or
Redis. What the database's administrator types once, as its superuser:

```sql
CREATE ROLE citydesk LOGIN CREATEROLE PASSWORD '…';   -- no superuser
GRANT pg_signal_backend TO citydesk;                   -- it may end the sessions of its own log-ins
CREATE DATABASE citydesk OWNER citydesk;
\\c citydesk
REVOKE SELECT ON pg_stats, pg_stats_ext, pg_stats_ext_exprs FROM PUBLIC;
ALTER SYSTEM SET max_locks_per_transaction = 2048;     -- a unit's tables lock together
ALTER SYSTEM SET recovery_init_sync_method = 'syncfs'; -- 3,600 units are 400,000 files
ALTER SYSTEM SET autovacuum_naptime = '5min';          -- each round reads the whole catalogue
```

PostgreSQL's own additions (contrib) are needed: the owner makes `btree_gist` and needs no more
rights for it.

Then `citydesk setup-database` makes the shared tables and the log-ins that pages and workers use,
`citydesk doctor` says what is missing, and `citydesk serve` refuses to start while something vital
is. No pooler in transaction mode may stand between: `serve` recognises and refuses it.

To be reached from other machines, set `CITYDESK_BIND`, `CITYDESK_HOSTS` and a certificate
(`CITYDESK_TLS_CERT`, `CITYDESK_TLS_KEY`; for a trial `citydesk serve --make-certificate HOST`).
Without TLS the server answers on loopback only.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_row(field) for field in Environment.model_fields) + TAIL


def _row(field: str) -> str:
    info = Environment.model_fields[field]
    meaning = (info.description or "").replace("|", r"\|")
    cells = (f"`{setting_name(field)}`", _kind(info.annotation), _default(info.default), meaning)
    return f"| {' | '.join(cells)} |\n"


_KINDS = {str: "text", int: "number", bool: "yes / no", Path: "path", SecretStr: "secret"}


def _kind(annotation: Any) -> str:
    """The word for a type; of ``X | None`` that of X, of a Literal its values."""
    if annotation in _KINDS:
        return _KINDS[annotation]
    inner = [arg for arg in getattr(annotation, "__args__", ()) if arg is not type(None)]
    if all(isinstance(arg, str) for arg in inner):
        return ", ".join(f"`{arg}`" for arg in inner)
    return _kind(inner[0])


def _default(value: Any) -> str:
    if value is None or value == "":
        return "unset"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Path):
        return f"`{value.relative_to(PROJECT)}`"
    return f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
