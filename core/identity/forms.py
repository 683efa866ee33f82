"""What people type at the door. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.identity.passwords import LONGEST


def show_refusal(form: forms.Form, refused: DomainError) -> None:
    """Put a refusal into the form: beside the fields it names, else over the form."""
    fields = refused.facts.get("fields")
    if not fields:
        form.add_error(None, str(refused))
        return
    for name, reasons in fields.items():
        form.add_error(name, [str(reason) for reason in reasons])


def _password(label: Any, kind: str, **options: Any) -> forms.CharField:
    # Never stripped: a blank at the end belongs to the password.
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
        **options,
    )


class LogInForm(forms.Form):
    """Name and password."""

    name = forms.CharField(
        label=_("手机号或工号"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = _password(_("口令"), "current-password")


class DigitsForm(forms.Form):
    """The six digits of the second factor."""

    digits = forms.CharField(
        label=_("动态口令"),
        help_text=_("打开手机上的验证器，输入CityDesk一行的6位数字。"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class RecoveryForm(forms.Form):
    """A recovery code in place of the six digits."""

    digits = forms.CharField(
        label=_("恢复码"),
        help_text=_("10位字母和数字，每个恢复码只能用一次；横线和大小写可以不管。"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}
        ),
    )


class ProofForm(forms.Form):
    """What proves the person once more: digits or a recovery code, else the password."""

    proof = forms.CharField(strip=False, max_length=LONGEST)

    def __init__(self, *args: Any, by_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proof"]
        if by_password:
            field.label = _("口令")
            field.widget = forms.PasswordInput(
                attrs={"autocomplete": "current-password", "autofocus": True}
            )
            return
        field.label = _("动态口令或恢复码")
        field.help_text = _("打开手机上的验证器，输入CityDesk一行的6位数字。")
        field.widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True})


class FindAccountForm(forms.Form):
    """Whom the security administrator looks for."""

    text = forms.CharField(
        label=_("姓名、手机号或工号"),
        max_length=50,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class CodeForm(forms.Form):
    """An activation code, however it is typed."""

    code = forms.CharField(
        label=_("激活码"),
        help_text=_("16位字母和数字，印在激活通知单上；横线和大小写可以不管。"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "autofocus": True}
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = _password(
        _("新口令"),
        "new-password",
        help_text=_("至少10个字符，大写字母、小写字母、数字、符号至少含三种，不含姓名和号码。"),
    )
    repeated = _password(_("再输一次"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned = super().clean() or {}
        if cleaned.get("password") != cleaned.get("repeated"):
            self.add_error("repeated", _("两次输入的口令不一致。"))
        return cleaned


class ChangePasswordForm(NewPasswordForm):
    """The current password first, then the new one."""

    current = _password(_("当前口令"), "current-password")

    field_order = ("current", "password", "repeated")


class FirstAdministratorForm(NewPasswordForm):
    """Who the first administrator is, when the code names nobody."""

    name = forms.CharField(
        label=_("姓名"), max_length=50, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    mobile = forms.CharField(
        label=_("手机号"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    staff_number = forms.CharField(
        label=_("工号"),
        max_length=20,
        required=False,
        help_text=_("手机号和工号至少填一项，用于登录。"),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )

    field_order = ("name", "mobile", "staff_number", "password", "repeated")


class ResetForm(NewPasswordForm):
    """Who it is, what proves it, and the new password."""

    name = forms.CharField(
        label=_("手机号或工号"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    proof = forms.CharField(
        label=_("一次性代码、动态口令或恢复码"),
        help_text=_("一次性代码为16位，分两段告知的请连在一起输入；横线和大小写可以不管。"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )

    field_order = ("name", "proof", "password", "repeated")


class PinForm(forms.Form):
    """The PIN of a bound phone."""

    pin = forms.CharField(
        label=_("PIN"),
        max_length=12,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "autofocus": True}
        ),
    )


class NewPinForm(PinForm):
    """A new PIN, typed twice."""

    repeated = forms.CharField(
        label=_("再输一次"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned = super().clean() or {}
        if cleaned.get("pin") != cleaned.get("repeated"):
            self.add_error("repeated", _("两次输入的PIN不一致。"))
        return cleaned
