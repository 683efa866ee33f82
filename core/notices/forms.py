"""How a person wants to be told. Nothing is saved here."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.contracts.urgency import NoticeUrgency
from core.notices.models import Gateway, Wishes


class WishesForm(forms.Form):
    """By urgency: which channels; and the hours in which nobody wants to be disturbed."""

    quiet_from = forms.TimeField(
        label=_("免打扰开始"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_to = forms.TimeField(
        label=_("免打扰结束"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("可以跨过午夜，如 22:00 至 07:00。期间的消息不会丢失，结束后再发送。"),
    )

    def __init__(self, *args: Any, gateways: Sequence[Gateway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(gateway.code, gateway.title) for gateway in gateways]
        for urgency in reversed(NoticeUrgency) if choices else ():
            self.fields[_name(urgency)] = forms.MultipleChoiceField(
                label=_("%(urgency)s消息") % {"urgency": urgency.label},
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_HELP.get(urgency, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse hours with one end."""
        data = super().clean() or {}
        if bool(data.get("quiet_from")) != bool(data.get("quiet_to")):
            self.add_error("quiet_to", _("请同时填写开始和结束时间，或都留空。"))
        return data

    @property
    def channels(self) -> dict[str, list[str]]:
        """The chosen channels by urgency."""
        names = {urgency.value: _name(urgency) for urgency in NoticeUrgency}
        data = self.cleaned_data
        return {urgency: data[name] for urgency, name in names.items() if name in data}

    @property
    def hours(self) -> tuple[time | None, time | None]:
        """The quiet hours."""
        return self.cleaned_data["quiet_from"], self.cleaned_data["quiet_to"]

    @staticmethod
    def values_of(wishes: Wishes, gateways: Sequence[Gateway]) -> dict[str, Any]:
        """What the form shows: the wishes, or the city's defaults where nothing was wished."""
        values: dict[str, Any] = {"quiet_from": wishes.quiet_from, "quiet_to": wishes.quiet_to}
        for urgency in NoticeUrgency:
            default = [each.code for each in gateways if urgency in each.default_for]
            values[_name(urgency)] = wishes.channels.get(urgency.value, default)
        return values


_HELP = {
    NoticeUrgency.TOP: _("不受免打扰限制；市级设定的渠道不能取消。"),
    NoticeUrgency.FLASH: _("不受免打扰限制。"),
}


def _name(urgency: NoticeUrgency) -> str:
    return f"by_{urgency.value or 'none'}"
