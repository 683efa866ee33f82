"""Witnesses, blocks and checkpoints stand in the city's shared schema."""

from core.db.apps import CityApp


class EvidenceConfig(CityApp):
    """The city's own trail, and what proves all trails."""

    name = "core.evidence"
    label = "evidence"
