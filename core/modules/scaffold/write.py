"""Writes the files of a new module, whole or not at all."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from string import Template

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.modules.findings import Finding
from core.modules.manifest import ManifestRefused, read_manifest
from core.modules.version import CORE_VERSION
from core.settings.environment import PROJECT

FILES = Path(__file__).parent / "files"
#: Where modules stand that belong to this installation.
BUILT_IN = PROJECT / "plugins" / "optional"

#: Stands for the module's name in the paths of the template.
_NAME = "NAME"
#: Stands beside the module's folder, never in it: there ``selectors.py`` would hide Python's.
_PACKAGING = "pyproject.toml"


class ModuleNotWritten(DomainError):
    """The new module cannot be written as asked."""

    code = "module_not_written"
    status = 422
    message = _("没有生成模块：%(why)s")


class FolderTaken(DomainError):
    """There is something where the module would stand; nothing was touched."""

    code = "module_folder_taken"
    message = _("%(folder)s 已经存在，没有改动它。请换一个名称，或用 --path 换一个位置。")


@dataclass(frozen=True, slots=True)
class NewModule:
    """What the author decides: the name and how people call it."""

    name: str
    title: str
    title_en: str

    def words(self, package: str) -> dict[str, str]:
        """What the placeholders of the template mean."""
        return {
            "name": self.name,
            "title": self.title,
            "title_en": self.title_en,
            "package": package,
            "Class": "".join(part.capitalize() for part in self.name.split("_")),
            "dashed": self.name.replace("_", "-"),
            "core": str(CORE_VERSION),
        }


def write_module(new: NewModule, parent: Path = BUILT_IN, *, packaged: bool = False) -> Path:
    """Write the module into a new folder below ``parent``; that folder.

    ``packaged``: the folder is a project of its own, to be installed with pip, and the
    module stands in ``src/``. Raises ``FolderTaken``, or ``ModuleNotWritten`` with what is
    wrong with the name.
    """
    folder = parent / new.name
    _refuse_unquotable(new)
    if folder.exists():
        raise FolderTaken(folder=folder)
    built_in = parent.resolve() == BUILT_IN
    words = new.words(f"plugins.optional.{new.name}" if built_in else new.name)
    inner = folder / "src" / new.name if packaged else folder
    try:
        _write(inner, words)
        if packaged:
            _fill(FILES / f"{_PACKAGING}.tmpl", folder / _PACKAGING, words)
        read_manifest(inner)
    except ManifestRefused as refused:
        shutil.rmtree(folder)
        raise ModuleNotWritten(why=_sentences(refused.findings)) from refused
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ModuleNotWritten(why=error) from error
    return folder


def _refuse_unquotable(new: NewModule) -> None:
    if not new.name.isidentifier():
        raise ModuleNotWritten(why=_("名称只能用小写字母、数字和下划线。"))
    if any(sign in f"{new.title}{new.title_en}" for sign in "\"'\\{}$\n"):
        raise ModuleNotWritten(why=_("标题里不能有引号、反斜杠、花括号、$ 和换行。"))


def _write(folder: Path, words: dict[str, str]) -> None:
    for source in sorted(FILES.rglob("*.tmpl")):
        within = source.relative_to(FILES).with_suffix("")
        if within.name != _PACKAGING:
            _fill(source, folder / str(within).replace(_NAME, words["name"]), words)


def _fill(source: Path, target: Path, words: dict[str, str]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    text = Template(source.read_text(encoding="utf-8")).substitute(words)
    target.write_text(text, encoding="utf-8")


def _sentences(findings: tuple[Finding, ...]) -> str:
    return " ".join(finding.message for finding in findings)
