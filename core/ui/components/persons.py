"""Picking people: one or several, by department, by pinyin, from those picked of late.

The field posts one value for each person, in the order in which they stand. What stands in the
window comes from one address of the component's user, as ``PersonLines``: the page itself
carries only those who are picked.
"""

from dataclasses import dataclass
from typing import ClassVar

from core.ui.components.base import Component, Text


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who can be picked. ``value`` is what the form posts.

    ``away`` says that and until when the person is out; it does not keep anyone from picking.
    """

    value: str
    name: str
    title: str = ""
    department: str = ""
    away: Text = ""


@dataclass(frozen=True, slots=True)
class PersonBranch:
    """People under one heading: a department, those picked of late, a group of one's own.

    A branch with ``more_url`` fetches its people when it is opened. ``whole`` lets all of them
    be picked at once, where the field takes several.
    """

    title: Text
    lines: tuple[PersonLine, ...] = ()
    inner: tuple["PersonBranch", ...] = ()
    count: int = 0
    more_url: str = ""
    is_open: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class PersonLines(Component):
    """What the window shows: one's own branches, lines without a heading, then branches.

    For a search or a branch that was opened: the lines alone, and how many ``more`` there are.
    """

    template: ClassVar[str] = "ui/components/person_lines.html"

    lines: tuple[PersonLine, ...] = ()
    branches: tuple[PersonBranch, ...] = ()
    own: tuple[PersonBranch, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PersonSource:
    """A unit whose people can be picked here: its name and the address that answers."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class PersonPicker(Component):
    """The field: who is picked, and the button that opens the window.

    ``sources`` are asked with ``?q=`` (name, pinyin, initials, title, end of the mobile); the
    first is shown at once. ``several`` takes more than one, ``ordered`` lets them be moved.
    ``plain`` are the choices of a page without script; ``shown`` is what stands in the window
    before anything is fetched.
    """

    template: ClassVar[str] = "ui/components/person_picker.html"

    name: str
    label: Text
    sources: tuple[PersonSource, ...]
    id: str = ""
    picked: tuple[PersonLine, ...] = ()
    plain: tuple[PersonLine, ...] = ()
    shown: PersonLines | None = None
    several: bool = False
    ordered: bool = False
    required: bool = False
    described_by: str = ""

    @property
    def key(self) -> str:
        """What the ids of its parts begin with."""
        return self.id or f"id_{self.name}"

    @property
    def blank(self) -> PersonLine:
        """An empty chip for the page to copy."""
        return PersonLine("", "")

    @property
    def values(self) -> list[str]:
        """The values of those who are picked."""
        return [line.value for line in self.picked]
