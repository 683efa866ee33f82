"""What a person may do on a page, and why not where they may not."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from core.ui.components.base import Component, Text

ButtonKind = Literal["primary", "secondary", "danger", "quiet"]


@dataclass(frozen=True, slots=True)
class Button(Component):
    """One act: a link with ``href``, else a form's button.

    ``why_not`` greys the button and says the reason beside it. ``opens`` names the dialog
    that it opens. ``hx`` holds htmx attributes without their prefix. One primary button
    stands on a page.
    """

    template: ClassVar[str] = "ui/components/button.html"

    label: Text
    kind: ButtonKind = "secondary"
    href: str = ""
    icon: str = ""
    why_not: Text = ""
    type: Literal["submit", "button"] = "submit"
    name: str = ""
    value: str = ""
    form: str = ""
    opens: str = ""
    small: bool = False
    id: str = ""
    hx: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionBar(Component):
    """The acts of a handling page in their fixed order; fixed at the bottom of a phone.

    Order: 提交 · 退回 · 转办 · 加签 · 传阅 · 催办 · 撤回; what is in ``more`` stands behind 更多.
    ``next_step`` says what happens and to whom, before anyone confirms.
    """

    template: ClassVar[str] = "ui/components/action_bar.html"

    buttons: tuple[Button, ...]
    more: tuple[Button, ...] = ()
    next_step: Text = ""
