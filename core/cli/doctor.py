"""``citydesk doctor``: what is wrong with this installation, as far as it can be found."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict

import click
from rich.table import Table

from core.cli.answers import Answer, answers
from core.cli.checking import certificate_checks, everything, invariants
from core.cli.failures import refusal_of, text_of
from core.cli.language import said
from core.cli.loading import set_up_django
from core.cli.needs import provided
from core.contracts.checks import Check
from core.errors import DomainError
from core.runtime.checks import machine_checks
from core.settings.environment import environment
from core.settings.startup import settings_checks


@click.command(help=said("检查环境、设置和各项约束；全部正常时退出码为 0"))
@answers()
def doctor() -> Answer:
    """Answer with every check; what cannot be asked is said to be so."""
    checks = list(_all())
    ok = all(check.ok for check in checks)
    document = {"ok": ok, "checks": [_as_document(check) for check in checks]}
    return Answer(document, _table(checks), ok=ok)


def _all() -> Iterator[Check]:
    """In the order in which one rests on the other: what comes first explains what follows."""
    yield from machine_checks()
    try:
        set_up_django()
    except DomainError as error:
        yield Check("settings", ok=False, detail=text_of(error))
        return
    yield from settings_checks(environment())
    yield from certificate_checks()
    with ExitStack() as running:
        try:
            running.enter_context(provided("database", "broker"))
        except Exception as error:
            refusal = refusal_of(error)
            if refusal is None:
                raise
            yield Check(refusal.code, ok=False, detail=text_of(refusal))
            return
        before = list(everything())
        yield from before
        # Without shared tables there is nothing to ask about units.
        if all(check.ok for check in before):
            yield from invariants()


def _as_document(check: Check) -> dict[str, object]:
    shown = asdict(check)
    del shown["vital"]
    return shown


def _table(checks: list[Check]) -> Table:
    table = Table(box=None, show_header=False)
    for check in checks:
        mark = "[green]✓[/]" if check.ok else "[red]✗[/]"
        table.add_row(mark, check.name, check.detail)
    return table
