"""Facts that parts of CityDesk announce: something that has happened and stays true.

A fact travels through the outbox and may be read days later or twice, by a listener of
another version: it holds plain values only (text, numbers, UUIDs, dates), never rows.
A new field needs a default.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnitProvisioned:
    """A unit has its schema, its mandatory modules and its first activation code."""

    unit_id: UUID
    unit_code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ModuleInstalled:
    """A module became active in a unit for the first time, or again after a removal."""

    unit_id: UUID
    module: str
    version: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DocumentDispatched:
    """A unit sent a document: its receipts wait to be signed for from now on."""

    envelope_id: UUID
    sender_unit_id: UUID
    organ_id: UUID
    document_id: UUID
    number: str
    title: str
    recipients: int
    at: datetime
