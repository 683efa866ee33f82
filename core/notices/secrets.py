"""A gateway's secrets: sealed to its row, opened only to send, never shown again."""

import json
from collections.abc import Mapping

from core.identity.sealing import seal, unseal
from core.notices.channels import GatewaySetup
from core.notices.models import Gateway


def seal_secrets(gateway: Gateway, secrets: Mapping[str, str]) -> None:
    """Put the secrets onto the row (not saved); those left empty stay what they were."""
    kept = {**secrets_of(gateway), **{name: text for name, text in secrets.items() if text}}
    text = json.dumps(kept).encode()
    gateway.sealed_secrets = seal(text, bound_to=gateway.pk) if kept else ""


def secrets_of(gateway: Gateway) -> dict[str, str]:
    """The secrets by their names."""
    if not gateway.sealed_secrets:
        return {}
    return dict(json.loads(unseal(gateway.sealed_secrets, bound_to=gateway.pk)))


def opened_setup(gateway: Gateway) -> GatewaySetup:
    """What a driver needs to know of the gateway."""
    return GatewaySetup(gateway.code, gateway.title, gateway.setup, secrets_of(gateway))
