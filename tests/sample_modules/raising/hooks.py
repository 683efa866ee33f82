"""One way of failing per hook."""

import sys
from collections.abc import Iterable
from itertools import repeat

from django.db import connection

from core.contracts.decisions import Decision
from core.contracts.facts import ModuleInstalled
from core.contracts.pages import MenuItem, Panel, RegisterColumn, SearchResult, WorkbenchCard
from core.contracts.people import Person
from core.modules.hooks import hookimpl


@hookimpl
def menu_items(person: Person) -> Iterable[MenuItem]:
    """Raise half-way through."""
    yield MenuItem("x", "raising:x", "raising.x")
    raise RuntimeError(person.name)


@hookimpl
def workbench_cards(person: Person) -> Iterable[WorkbenchCard]:
    """Name a template that is not there."""
    yield WorkbenchCard(person.name, "raising/nowhere.html")


@hookimpl
def unit_page_panels() -> Iterable[Panel]:
    """Break the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    return []


@hookimpl
def handling_panels() -> Iterable[Panel]:
    """Keep the database waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    return []


@hookimpl
def register_columns(register: str) -> Iterable[RegisterColumn]:
    """Answer with something else."""
    return [register]  # type: ignore[list-item]


@hookimpl
def search_results(query: str) -> Iterable[SearchResult]:
    """Never come to an end."""
    return repeat(SearchResult(query, "/m/raising/"))


@hookimpl
def module_installed(fact: ModuleInstalled) -> None:
    """Fail to hear."""
    raise RuntimeError(fact.module)


@hookimpl
def decided(decision: Decision) -> None:
    """Break the act."""
    sys.getsizeof(decision) / 0
