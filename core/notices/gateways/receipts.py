"""What a gateway calls back with: whether a message arrived.

A receipt moves a delivery forward only (sent, failed, delivered, read), so that the same one
a hundred times, or two in the wrong order, end where one in the right order ends.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, NotFound
from core.notices.channels import GatewaySetup
from core.notices.gateways.http import HttpSetup
from core.notices.gateways.signing import is_genuine
from core.notices.gateways.template import found_at
from core.notices.models import Delivery, DeliveryState, Gateway
from core.notices.secrets import opened_setup

_AT_MOST = 500


class ReceiptRefused(DomainError):
    """No signature, a wrong one, or one of another time."""

    code = "receipt_refused"
    status = 403
    message = _("回执签名无效或已过期。")


def take_receipts(*, gateway: str, body: bytes, timestamp: str, given: str, at: datetime) -> int:
    """Note what the gateway says; how many deliveries moved. One or a list of receipts.

    Raises ``NotFound`` for an unknown gateway and ``ReceiptRefused``.
    """
    row = Gateway.objects.filter(code=gateway, enabled=True, driver="http").first()
    if row is None:
        raise NotFound
    setup = opened_setup(row)
    if not is_genuine(setup.secrets.get("secret", ""), timestamp, given, body, at=at):
        raise ReceiptRefused
    how = HttpSetup.of(setup.values)
    return sum(_take(setup, how, receipt, at) for receipt in _receipts(body)[:_AT_MOST])


def _receipts(body: bytes) -> list[Any]:
    try:
        document = json.loads(body)
    except ValueError:
        document = dict(parse_qsl(body.decode(errors="replace")))
    return document if isinstance(document, list) else [document]


def _take(setup: GatewaySetup, how: HttpSetup, receipt: Any, at: datetime) -> int:
    name = found_at(receipt, how.receipt_id_at)
    state = str(found_at(receipt, how.receipt_state_at))
    if not isinstance(receipt, Mapping) or name is None:
        return 0
    mine = _named(setup.code, str(name))
    if state in _words(how.receipt_delivered):
        earlier = (DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED)
        return mine.filter(state__in=earlier).update(
            state=DeliveryState.DELIVERED, delivered_at=at, lease_until=None, reason=""
        )
    if state in _words(how.receipt_failed):
        reason = str(found_at(receipt, how.receipt_reason_at) or state)[:300]
        return mine.filter(state=DeliveryState.SENT).update(
            state=DeliveryState.FAILED, reason=reason
        )
    return 0


def _named(gateway: str, name: str) -> QuerySet[Delivery]:
    """By the gateway's own name, or by the key that we gave."""
    named = Q(provider_id=name[:120])
    with suppress(ValueError):
        named |= Q(pk=UUID(name))
    return Delivery.objects.filter(named, channel=gateway)


def _words(text: str) -> Iterable[str]:
    return {word.strip() for word in text.split(",") if word.strip()}
