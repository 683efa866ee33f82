"""Telling the live process a new count: (account, number), and nothing else, by the broker."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.jobs.waking import reached
from core.notices.live.exchange import EXCHANGE


def tell(counts: Mapping[UUID, int]) -> bool:
    """Tell the open pages of these accounts; False when the broker does not answer."""
    body = {str(account_id): count for account_id, count in counts.items()}

    def publish(app: Any) -> None:
        with app.producer_pool.acquire(block=True) as producer:
            producer.publish(body, exchange=EXCHANGE, declare=[EXCHANGE], retry=False)

    return reached(publish)
