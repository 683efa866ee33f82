"""What modules may use of notices, and what a channel of one's own is made of."""

from core.contracts.urgency import NoticeUrgency
from core.notices.channels import (
    Driver,
    GatewaySetup,
    Message,
    NotSent,
    Outcome,
    register_driver,
)
from core.notices.services import Notice, notify

__all__ = [
    "Driver",
    "GatewaySetup",
    "Message",
    "NotSent",
    "Notice",
    "NoticeUrgency",
    "Outcome",
    "notify",
    "register_driver",
]
