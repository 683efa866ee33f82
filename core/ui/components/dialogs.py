"""Windows over the page: something to read or fill in, and the last question before an act."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.ui.components.base import Component, Text

CANCEL = gettext_lazy("取消")


@dataclass(frozen=True, slots=True)
class Dialog(Component):
    """A window named ``id``; a ``Button(opens=id)`` opens it, or ``open_now`` on arrival."""

    template: ClassVar[str] = "ui/components/dialog.html"

    id: str
    title: Text
    content: SafeString | Component
    open_now: bool = False


@dataclass(frozen=True, slots=True)
class Confirm(Component):
    """The last question: what will happen, counted, and one button that does it.

    ``type_name`` makes the person type that name first; the form then posts it as
    ``typed_name`` and the service must compare it again.
    """

    template: ClassVar[str] = "ui/components/confirm.html"

    id: str
    title: Text
    action: str
    act: Text
    effects: tuple[Text, ...] = ()
    type_name: str = ""
    danger: bool = False
    cancel: Text = CANCEL
    fields: dict[str, str] = field(default_factory=dict)
    open_now: bool = False
