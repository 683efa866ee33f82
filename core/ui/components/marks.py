"""Small marks: urgency tags, states and lights. Colour never stands without words."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from core.ui.components.base import Component, Text

Tone = Literal["neutral", "info", "good", "warn", "bad", "red"]

#: Urgency of documents and telegrams, and its tone.
URGENCY_TONES: dict[str, Tone] = {"特提": "red", "特急": "red", "加急": "warn", "平急": "neutral"}


@dataclass(frozen=True, slots=True)
class Tag(Component):
    """A word in a small frame: kind, urgency, count of attachments. ``solid`` for the loudest."""

    template: ClassVar[str] = "ui/components/tag.html"

    text: Text
    tone: Tone = "neutral"
    solid: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class StateTag(Component):
    """Where a thing stands (草稿, 待签收, 已签收, 已停用 …): a dot and a word."""

    template: ClassVar[str] = "ui/components/state_tag.html"

    text: Text
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Light(Component):
    """How much time is left: green, amber or red, with the words (剩1工作日)."""

    template: ClassVar[str] = "ui/components/light.html"

    level: Literal["green", "amber", "red"]
    text: Text


def urgency_tag(urgency: str) -> Tag:
    """The tag of an urgency (特提, 特急, 加急, 平急)."""
    tone = URGENCY_TONES.get(urgency, "neutral")
    return Tag(urgency, tone=tone, solid=tone == "red")
