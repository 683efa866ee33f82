"""A channel that keeps what it was given: for tests of whoever tells people something."""

import pytest
from django.utils import timezone

from core.context import open_city
from core.notices.models import Gateway
from core.notices.public import GatewaySetup, Message, NotSent, Outcome, register_driver


class RecordingDriver:
    """Takes every message, or refuses as it was told to."""

    code = "recording"
    title = "测试"

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.refusals: list[NotSent] = []

    def send(self, message: Message, _setup: GatewaySetup) -> Outcome:
        """Keep the message; the next of ``refusals`` is raised instead."""
        if self.refusals:
            raise self.refusals.pop(0)
        self.messages.append(message)
        return Outcome(provider_id=f"provider-{len(self.messages)}")

    @property
    def told(self) -> list[tuple[str, str]]:
        """Who was told what, in the order of sending."""
        return [(message.name, message.title) for message in self.messages]


@pytest.fixture
def recording(city_db: object) -> RecordingDriver:  # noqa: ARG001
    """A gateway of the city that everybody is told by, whatever the urgency."""
    driver = RecordingDriver()
    register_driver(driver)
    with open_city():
        Gateway.objects.create(
            code="recording",
            title="测试渠道",
            driver="recording",
            enabled=True,
            default_for=["", "urgent", "flash", "top"],
            changed_at=timezone.now(),
        )
    return driver
