"""Picking units out of the city's tree: single ones, all under one, collective names.

The form posts one value for each choice, and ``Picked.parse`` reads it back:

``unit:CODE``    this unit alone
``under:CODE``   this unit and everything under it
``except:CODE``  but not this one and what is under it
``group:KEY``    a collective name (各区县（市）)

Where they meet, ``unit:`` wins over the rest, and of ``under:`` and ``except:`` the one nearest
to the unit on its way up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from core.errors import InvalidInput
from core.ui.components.base import Component, Text

PickKind = Literal["unit", "under", "except", "group"]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One unit of the tree. ``path``: codes of the units above it, from the top.

    ``count`` is how many units it stands for with everything under it; ``where`` names its
    place in the results of a search. A node that is not ``selectable`` only holds others.
    """

    code: str
    title: Text
    path: tuple[str, ...] = ()
    count: int = 1
    has_children: bool = False
    selectable: bool = True
    where: Text = ""
    why_not: Text = ""


@dataclass(frozen=True, slots=True)
class TreeNodes(Component):
    """The nodes under one node, or the results of a search: what the picker's addresses answer."""

    template: ClassVar[str] = "ui/components/tree_nodes.html"

    nodes: tuple[TreeNode, ...]
    children_url: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """One choice: a chip in the picker, a value in the form."""

    kind: PickKind
    code: str
    title: Text = ""
    count: int = 1
    path: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """As the form posts it."""
        return f"{self.kind}:{self.code}"

    @classmethod
    def parse(cls, values: Iterable[str]) -> list["Picked"]:
        """The choices of a posted form, each once. Raises ``InvalidInput`` for anything else."""
        picked = []
        for value in dict.fromkeys(values):
            kind, _colon, code = value.partition(":")
            if kind not in get_args(PickKind) or not code:
                raise InvalidInput
            picked.append(cls(kind, code))  # type: ignore[arg-type]
        return picked


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective name and how many units it stands for today."""

    key: str
    title: Text
    count: int


@dataclass(frozen=True, slots=True)
class TreePicker(Component):
    """The picker. ``name`` is the form field.

    ``children_url`` is asked with ``?under=CODE`` and ``search_url`` with ``?q=`` (name, initials
    of its pinyin, code); both answer with ``TreeNodes``. ``count_url`` gets the choices posted
    and answers with the number of units as text; without it the page adds up by itself.
    """

    template: ClassVar[str] = "ui/components/tree_picker.html"

    name: str
    label: Text
    nodes: tuple[TreeNode, ...]
    children_url: str
    search_url: str = ""
    count_url: str = ""
    collectives: tuple[Collective, ...] = ()
    picked: tuple[Picked, ...] = ()
    error: Text = ""
    help: Text = ""

    @property
    def top(self) -> TreeNodes:
        """The first level of the tree."""
        return TreeNodes(self.nodes, self.children_url)

    @property
    def blanks(self) -> list[Picked]:
        """One empty chip of each kind, for the page to copy."""
        return [Picked(kind, "") for kind in get_args(PickKind)]
