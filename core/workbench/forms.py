"""What the administrator and the secretary post."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from core.people.public import MemberLine

#: What the field of an item's number is called, before its key.
_PLACE = "place-"


class AppointmentForm(forms.Form):
    """Two people of the unit, in the order of office."""

    leader_id = forms.TypedChoiceField(label=_("领导"), coerce=UUID)
    secretary_id = forms.TypedChoiceField(label=_("秘书"), coerce=UUID)

    def __init__(self, *args: Any, people: Sequence[MemberLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("请选择")))]
        choices += [(str(each.member_id), f"{each.name} {each.title}".strip()) for each in people]
        for name in ("leader_id", "secretary_id"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


def order_of(posted: Any) -> list[UUID]:
    """The items in the order of the numbers beside them; without a number they are not placed.

    Equal numbers keep the order of the page.
    """
    numbered = [
        (int(value), place, item_id)
        for place, (item_id, value) in enumerate(_numbers(posted))
        if value.isdecimal() and len(value) < 5
    ]
    return [item_id for _number, _place, item_id in sorted(numbered)]


def _numbers(posted: Any) -> list[tuple[UUID, str]]:
    found = []
    for name, value in posted.items():
        if name.startswith(_PLACE):
            # A name that somebody made up places nothing.
            with suppress(ValueError):
                found.append((UUID(name.removeprefix(_PLACE)), str(value).strip()))
    return found
