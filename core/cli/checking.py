"""Running the checks of all layers."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from core.cli.failures import refusal_of, text_of
from core.cli.loading import load
from core.cli.table import CHECKS, INVARIANTS
from core.contracts.checks import Check
from core.runtime.certificates import problem_with
from core.runtime.errors import NotReady
from core.settings.environment import environment
from core.settings.transport import tls_pair


def everything() -> Iterator[Check]:
    """What the server asks before it starts."""
    yield from _asked(CHECKS)


def invariants() -> Iterator[Check]:
    """What must hold in the data; asked by the doctor alone."""
    yield from _asked(INVARIANTS)


def _asked(paths: Iterable[str]) -> Iterator[Check]:
    """In the table's order; a check that cannot run counts as not so."""
    for path in paths:
        try:
            yield from load(path)()
        except Exception as error:  # noqa: BLE001 - whatever it is, the doctor goes on
            refusal = refusal_of(error)
            yield Check(path, ok=False, detail=text_of(refusal) if refusal else repr(error))


def require(*groups: Iterable[Check]) -> None:
    """Raise ``NotReady`` with every vital thing that is not so."""
    wrong = [check for group in groups for check in group if check.vital and not check.ok]
    if wrong:
        raise NotReady(problems="\n".join(f"- {check.name}: {check.detail}" for check in wrong))


def certificate_checks() -> Iterator[Check]:
    """Whether the certificate, if there is one, can be used today."""
    pair = tls_pair(environment())
    if pair is not None:
        problem = problem_with(pair, at=datetime.now(UTC))
        yield Check("settings.certificate", problem is None, problem or str(pair.certificate))
