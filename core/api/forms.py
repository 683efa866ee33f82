"""What a person says about a token that is to be made."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from core.api.models import ApiToken
from core.api.tokens import Wanted, known_scopes
from core.context import UnitRef

_DAYS = ((30, _("30天")), (90, _("90天")), (180, _("180天")), (365, _("1年")))


class TokenForm(forms.Form):
    """Name, unit, scopes and end of a token."""

    name = forms.CharField(
        label=_("名称"), max_length=50, help_text=_("写明用途，便于日后辨认，如“档案系统同步”。")
    )
    application = forms.CharField(
        label=_("应用系统"),
        max_length=30,
        required=False,
        help_text=_("由应用系统使用时填写。办理记录写作“应用”，由您本人负责；须选定一个单位。"),
    )
    unit = forms.ChoiceField(label=_("单位"), required=False)
    read_only = forms.BooleanField(label=_("只能查询，不能办理"), required=False, initial=True)
    days = forms.TypedChoiceField(label=_("有效期"), coerce=int, choices=_DAYS, initial=90)
    scopes = forms.MultipleChoiceField(
        label=_("权限范围"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只勾选需要的。令牌不会超过您本人的权限。"),
    )

    def __init__(self, *args: Any, units: tuple[UnitRef, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, scopes = self.fields["unit"], self.fields["scopes"]
        unit.choices = [("", _("我任职的全部单位")), *((str(u.id), u.name) for u in units)]  # type: ignore[attr-defined]
        scopes.choices = [(c, f"{t}（{c}）") for c, t in known_scopes().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An application works in one unit."""
        cleaned = super().clean() or {}
        if cleaned.get("application") and not cleaned.get("unit"):
            self.add_error("unit", _("由应用系统使用的令牌须选定一个单位。"))
        return cleaned

    def wanted(self, at: datetime) -> Wanted:
        """What was filled in, as the service takes it."""
        told = self.cleaned_data
        return Wanted(
            name=told["name"],
            scopes=frozenset(told["scopes"]),
            expires_at=at + timedelta(days=told["days"]),
            unit_id=UUID(told["unit"]) if told["unit"] else None,
            application=told["application"],
            read_only=told["read_only"],
        )


class ChosenForm(forms.Form):
    """The rows that were chosen in the list of tokens; what is no key of a row is refused."""

    row = forms.MultipleChoiceField()

    def __init__(self, *args: Any, rows: Iterable[ApiToken], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["row"].choices = [(str(row.pk), row.name) for row in rows]  # type: ignore[attr-defined]
