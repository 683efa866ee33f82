"""Small marks: urgency tags, states and lights. Colour never stands without words.

They stand by the hundred in a register, so they are drawn here and not by templates.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.ui.components.base import Component, Text
from core.ui.icons import icon as draw_icon

Tone = Literal["neutral", "info", "good", "warn", "bad", "red"]

#: Urgency of documents and telegrams, and its tone.
URGENCY_TONES: dict[str, Tone] = {"特提": "red", "特急": "red", "加急": "warn", "平急": "neutral"}

LIGHT_TONES: dict[str, Tone] = {"green": "good", "amber": "warn", "red": "bad"}


@dataclass(frozen=True, slots=True)
class Tag(Component):
    """A word in a small frame: kind, urgency, count of attachments. ``solid`` for the loudest."""

    text: Text
    tone: Tone = "neutral"
    solid: bool = False
    icon: str = ""

    def render(self, **_page: Any) -> SafeString:
        """The mark's HTML."""
        solid = " tag-solid" if self.solid else ""
        picture = draw_icon(self.icon, 16, "micro")
        html = '<span class="tag tone-{}{}">{}{}</span>'
        return format_html(html, self.tone, solid, picture, self.text)


@dataclass(frozen=True, slots=True)
class StateTag(Component):
    """Where a thing stands (草稿, 待签收, 已签收, 已停用 …): a dot and a word."""

    text: Text
    tone: Tone = "neutral"

    def render(self, **_page: Any) -> SafeString:
        """The mark's HTML."""
        return format_html('<span class="state tone-{}">{}</span>', self.tone, self.text)


@dataclass(frozen=True, slots=True)
class Light(Component):
    """How much time is left: green, amber or red, with the words (剩1工作日)."""

    level: Literal["green", "amber", "red"]
    text: Text

    def render(self, **_page: Any) -> SafeString:
        """The mark's HTML."""
        html = '<span class="light light-{} tone-{}">{}</span>'
        return format_html(html, self.level, LIGHT_TONES[self.level], self.text)


def urgency_tag(urgency: str) -> Tag:
    """The tag of an urgency (特提, 特急, 加急, 平急)."""
    tone = URGENCY_TONES.get(urgency, "neutral")
    return Tag(urgency, tone=tone, solid=tone == "red")
