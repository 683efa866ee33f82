"""Where counts are told: whoever listens hears everything, nothing is kept for the others."""

from kombu.entity import Exchange

EXCHANGE = Exchange(  # type: ignore[no-untyped-call]
    "citydesk.live", "fanout", durable=False, delivery_mode="transient"
)
