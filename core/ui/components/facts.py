"""Facts on a page: words with their values, figures, files, code to copy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from core.ui.components.base import Component, Text
from core.ui.components.tables import shown


@dataclass(frozen=True, slots=True)
class Fact:
    """One word and its value; ``wide`` takes a whole line of its own."""

    word: Text
    value: Any
    wide: bool = False

    @property
    def shown(self) -> Any:
        """The value as the office writes it; a dash where there is none."""
        value = shown(self.value)
        return "—" if value == "" else value


@dataclass(frozen=True, slots=True)
class DefinitionList(Component):
    """Words and values in columns (文号, 来文单位, 紧急程度 …)."""

    template: ClassVar[str] = "ui/components/definition_list.html"

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; with ``url`` it opens its rows."""

    word: Text
    value: Any
    measure: Text = ""
    url: str = ""
    note: Text = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figures(Component):
    """Figures side by side (未签收 3 · 已签收 45 · 签收率 93.8%)."""

    template: ClassVar[str] = "ui/components/figures.html"

    label: Text
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file; ``url`` downloads, ``look_url`` shows it, ``remove_url`` (a POST) removes it."""

    name: str
    size: int
    url: str = ""
    by: Text = ""
    at: datetime | None = None
    note: Text = ""
    remove_url: str = ""
    look_url: str = ""

    @property
    def kind(self) -> str:
        """The ending of the name, for the mark before it."""
        return self.name.rpartition(".")[2][:4].upper() if "." in self.name else ""


@dataclass(frozen=True, slots=True)
class FileList(Component):
    """Body, annexes, scans: name, size, who added them and when."""

    template: ClassVar[str] = "ui/components/file_list.html"

    label: Text
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock(Component):
    """A command or a text to copy, with its button."""

    template: ClassVar[str] = "ui/components/code_block.html"

    id: str
    text: str
    label: Text = ""
