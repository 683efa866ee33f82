"""Form fields that pick people with ``PersonPicker``.

A module writes ``signer = PersonField(label=_("签发人"), may="official_documents.sign")`` and
finds a ``PickedPerson`` in ``cleaned_data``; ``PeopleField`` gives several, in their order.
Forms with these fields are made inside the unit's transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.context import current_unit
from core.contracts.people import Person
from core.people.models import Member
from core.people.picking import may_be_picked, picked_members
from core.ui.components.persons import PersonLine, PersonPicker, PersonSource
from core.ui.links import unit_url

#: A page without script offers this many; with script there is no limit.
PLAIN_AT_MOST = 100
#: How long somebody of another unit stays picked on a page that nobody sends.
_OFFERED_FOR = 24 * 60 * 60
_SALT = "people.pick"


@dataclass(frozen=True, slots=True)
class PickedPerson:
    """Somebody who was picked, as of now. ``member_id`` is the row in the unit ``unit_id``.

    ``value`` is what the form posts for the person.
    """

    member_id: UUID
    account_id: UUID
    unit_id: UUID
    name: str
    title: str
    value: str


def offered_elsewhere(member: Member, *, by: UUID) -> str:
    """The value that a person of this unit has in the form of another one.

    That unit cannot look into this one, so the offer itself is signed: who it is, where, and
    to whom it was offered. The person who picks works in both units, and was let into each.
    """
    unit = current_unit()
    offer = [*map(str, (member.pk, member.account_id, unit.id)), member.name, member.title]
    return f"~{signing.dumps([*offer, str(by)], salt=_SALT, compress=True)}"


class PersonInput(forms.Widget):
    """Draws the picker; knows whom the values mean."""

    several = False

    def __init__(self, field: "PeopleField") -> None:
        super().__init__()
        self.field = field

    def __deepcopy__(self, memo: dict[int, Any]) -> "PersonInput":
        # A form copies its fields first: the widget follows to the copy (``PeopleField``).
        made = PersonInput(self.field)
        made.attrs, made.is_required = dict(self.attrs), self.is_required
        memo[id(self)] = made
        return made

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002
        """Every value once, in the order in which they stand."""
        values = data.getlist(name) if hasattr(data, "getlist") else _listed(data.get(name))
        return [value for value in dict.fromkeys(map(str, values)) if value]

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,  # noqa: ARG002  Django names it; components bring their own
    ) -> SafeString:
        """The picker with those who are picked."""
        field, attrs = self.field, attrs or {}
        return PersonPicker(
            name=name,
            label=str(field.label or ""),
            id=attrs.get("id", ""),
            sources=tuple(field.sources()),
            picked=tuple(map(_line, field.known(_listed(value)))),
            plain=tuple(field.plain()),
            several=field.several,
            ordered=field.several,
            required=field.required,
            described_by=attrs.get("aria-describedby", ""),
        ).render()


class PeopleField(forms.Field):
    """Several people of the unit, in the order in which they were put.

    ``may``: only holders of this permission. ``across``: the person who picks; then people of
    all his units can be picked, whatever ``may`` says there. Cleaned to ``PickedPerson``s.
    """

    several = True
    widget = forms.HiddenInput
    default_error_messages = {
        "gone": gettext_lazy("所选人员不在本单位、已离开或没有相应权限，请重新选择。"),
        "several": gettext_lazy("只能选择一人。"),
    }

    def __init__(self, *, may: str = "", across: Person | None = None, **kwargs: Any) -> None:
        self.may, self.across = may, across
        super().__init__(widget=PersonInput(self), **kwargs)

    def __deepcopy__(self, memo: dict[int, Any]) -> "PeopleField":
        made: PeopleField = super().__deepcopy__(memo)
        made.widget.field = made  # type: ignore[attr-defined]
        return made

    def to_python(self, value: Any) -> Any:
        """The people; refuses whoever cannot be picked (any more)."""
        values = _listed(value)
        found = self.known(values)
        if len(found) != len(values):
            raise ValidationError(self.error_messages["gone"], "gone")
        return found

    def known(self, values: Iterable[Any]) -> list[PickedPerson]:
        """Those of ``values`` that mean somebody who may be picked, in their order."""
        texts = [str(getattr(value, "member_id", value)) for value in values]
        here = picked_members([key for key in map(_key, texts) if key], self.may)
        found = [self._meant(text, here) for text in texts]
        return [person for person in found if person]

    def sources(self) -> Iterable[PersonSource]:
        """This unit, and the other units of whoever picks."""
        here = current_unit()
        asked = {"may": self.may, "several": "1" if self.several else ""}
        yield self._source(here.code, _("本单位"), asked)
        for unit in self.across.units if self.across else ():
            if unit.id != here.id:
                yield self._source(unit.code, unit.name, {**asked, "may": "", "for": here.code})

    def plain(self) -> Iterable[PersonLine]:
        """The choices of a page without script."""
        return map(_line, map(_picked, may_be_picked(self.may)[:PLAIN_AT_MOST]))

    @staticmethod
    def _source(code: str, title: str, asked: dict[str, str]) -> PersonSource:
        query = urlencode({name: value for name, value in asked.items() if value})
        url = unit_url(code, "people:pick")
        return PersonSource(title, f"{url}?{query}" if query else url)

    def _meant(self, text: str, here: dict[UUID, Member]) -> PickedPerson | None:
        if text.startswith("~"):
            return self._offered(text) if self.across else None
        key = _key(text)
        return _picked(here[key]) if key in here else None

    def _offered(self, text: str) -> PickedPerson | None:
        try:
            member, account, unit, name, title, by = signing.loads(
                text[1:], salt=_SALT, max_age=_OFFERED_FOR
            )
        except (signing.BadSignature, ValueError):
            return None
        mine = self.across is not None and by == str(self.across.account_id)
        if not mine:
            return None
        return PickedPerson(UUID(member), UUID(account), UUID(unit), name, title, text)


class PersonField(PeopleField):
    """One person of the unit; cleaned to a ``PickedPerson``, or None where it may be empty."""

    several = False

    def to_python(self, value: Any) -> Any:
        """The person; refuses two."""
        found = super().to_python(value)
        if len(found) > 1:
            raise ValidationError(self.error_messages["several"], "several")
        return found[0] if found else None


def _listed(value: Any) -> list[Any]:
    if value in (None, ""):
        return []
    return list(value) if isinstance(value, list | tuple | set) else [value]


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _picked(member: Member) -> PickedPerson:
    key, unit = member.pk, current_unit()
    return PickedPerson(key, member.account_id, unit.id, member.name, member.title, str(key))


def _line(person: PickedPerson) -> PersonLine:
    return PersonLine(person.value, person.name, person.title)
