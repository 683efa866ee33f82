"""What a module hands to the exchange, as plain values."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.files.services import StoredFile


@dataclass(frozen=True, slots=True)
class Letter:
    """A document ready to be sent. ``paper`` holds plain JSON values only."""

    organ_id: UUID
    organ_name: str
    title: str
    doc_type: str
    paper: dict[str, Any]
    number_text: str = ""
    urgency: str = ""
    files: tuple[StoredFile, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything a recipient sees: the same on both sides, for ever."""
        content = {
            "organ": self.organ_name,
            "title": self.title,
            "type": self.doc_type,
            "number": self.number_text,
            "urgency": self.urgency,
            "paper": self.paper,
            "files": [file.as_json() for file in self.files],
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Addressees:
    """The organs a document goes to; each organ's document is delivered to its host unit."""

    main: tuple[UUID, ...]
    cc: tuple[UUID, ...] = field(default=())
