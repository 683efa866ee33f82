"""Making units in the background: one job prepares, several share the work, in short turns."""

from datetime import datetime, timedelta
from time import monotonic
from uuid import UUID

from core.context import open_city
from core.jobs.public import enqueue, job
from core.modules.models import KERNEL, InstallState, ModuleInstall
from tenancy.fleet import seal
from tenancy.installation import installed
from tenancy.many import retry
from tenancy.provision import provision_next
from tenancy.roles import make_unit_roles
from tenancy.trails import tasks as trail_tasks  # noqa: F401  declares its job
from tenancy.workers import pending_units

#: How many jobs make units at the same time: as many as there are workers in a small
#: installation, so that other jobs still get their turn between two of theirs.
SHARES = 2
#: A job that runs longer would outlive its lease; it ends and enqueues the next turn.
TURN = timedelta(seconds=20)


def request_making(*, run: str, at: datetime) -> None:
    """Have all pending units made after the open transaction commits.

    ``run`` names what asked for it (an import, a retry): asking twice enqueues once.
    """
    enqueue("tenancy.make_pending_units", key=f"make:{run}", run=run, since=at)


@job("tenancy.make_pending_units", transaction=False)
def make_pending_units(*, run: str, since: str) -> None:
    """Make the roles of all pending units in one statement, then share out the making."""
    pending = pending_units()
    if not pending:
        return
    make_unit_roles(installed(), pending)
    with open_city():
        for share in range(SHARES):
            _enqueue_turn(run, since, share, 0)


@job("tenancy.make_share", transaction=False)
def make_share(*, run: str, since: str, share: int, turn: int) -> None:
    """Make pending units for one turn; one that failed since ``since`` is left alone."""
    failed = _failed_since(since)
    started = monotonic()
    while outcome := provision_next(frozenset(failed)):
        if outcome[1].error:
            failed.add(outcome[0])
        if monotonic() - started > TURN.total_seconds():
            with open_city():
                _enqueue_turn(run, since, share, turn + 1)
            return


def _enqueue_turn(run: str, since: str, share: int, turn: int) -> None:
    key = f"make:{run}:{share}:{turn}"
    enqueue("tenancy.make_share", key=key, run=run, since=since, share=share, turn=turn)


def _failed_since(since: str) -> set[UUID]:
    with open_city():
        rows = ModuleInstall.objects.filter(
            module=KERNEL, state=InstallState.FAILED, changed_at__gte=since
        )
        return set(rows.values_list("unit_id", flat=True))


@job("tenancy.seal", transaction=False)
def seal_unit(*, unit_code: str, reason: str) -> None:
    """Export and shut the schema of a unit that a reform has closed."""
    seal(unit_code, reason=reason)


@job("tenancy.retry_module", transaction=False, attempts=1)
def retry_module(*, unit_code: str, module: str) -> None:
    """Try once more what failed; the cause of a new failure stands in the ledger again."""
    retry(unit_code, module)
