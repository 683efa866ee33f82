"""Facts on their way to listeners, and the calls that never returned."""

from datetime import timedelta

from core.contracts.outbox import JsonValue
from core.jobs.public import job
from core.modules.facts import fact_from_json
from core.modules.faults import count_lost
from core.modules.host import DELIVER
from core.modules.loading import host, marks


@job(DELIVER)
def deliver(*, hook: str, module: str, fact: JsonValue) -> None:
    """Tell one listener of one fact, in a transaction of the unit where it happened."""
    host().deliver(fact_from_json(hook, fact), module)


@job("modules.count_lost_calls", every=timedelta(minutes=1), transaction=False)
def count_lost_calls() -> None:
    """Count what killed workers were inside of, on this machine."""
    count_lost(marks())
