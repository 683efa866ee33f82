"""``docs/shared-tables.md``, made of the declarations so that it cannot be out of date.

``python manage.py shell -c "from tenancy import matrix; matrix.write()"`` writes it anew; a
test compares.
"""

from collections.abc import Iterator

from core.db.city import CURRENT_UNIT, Access
from core.settings.environment import PROJECT
from tenancy.grants import access_of, city_models

PAGE = PROJECT / "docs" / "shared-tables.md"

HEAD = """\
# Shared tables: who may do what

Made from the `access` of each model by `tenancy/matrix.py`; do not edit. The tests try every
cell under the real roles (`tests/isolation/test_shared_tables.py`), and `citydesk doctor`
compares the catalogue with it.

The city's own role may do everything (with *append-only* tables: read and add). A unit's role
may do what the letters say: **S**elect, **I**nsert, **U**pdate, **D**elete, and only with the
rows that fulfil the condition; `ME` is the unit whose role runs the statement. A unit that is
suspended, closed or dropped may do nothing. Whatever is not listed is refused.

| table | units | rows it sees | rows it may leave behind | of the rows it may update |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole text."""
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in _rows())


def write() -> None:
    """Bring the page to what the models declare."""
    PAGE.write_text(page(), encoding="utf-8")


def _rows() -> Iterator[tuple[str, ...]]:
    for model in sorted(city_models(), key=lambda model: model._meta.db_table):
        access = access_of(model)
        mark = " (append-only)" if access.append_only else ""
        yield (
            f"`{model._meta.db_table}`{mark}",
            access.unit or "–",
            _words(access.rows) if access.unit else "none",
            _left_behind(access),
            _updates(access) if "U" in access.unit else "–",
        )


def _left_behind(access: Access) -> str:
    if not set(access.unit) & {"I", "U"}:
        return "none"
    return _words(access.writes or access.rows)


def _updates(access: Access) -> str:
    columns = ", ".join(access.columns) if access.columns is not None else "all columns"
    return f"{columns}, where {_words(access.updates)}" if access.updates else columns


def _words(condition: str | None) -> str:
    if condition is None or condition == "true":
        return "all"
    text = " ".join(condition.split()).replace(CURRENT_UNIT, "ME")
    return f"`{text}`".replace("|", "\\|")
