"""Every text for people goes through gettext, and has its English beside it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation.template import templatize

from core.modules.check.source import Source, called, texts
from core.modules.findings import Finding

CATALOGUE = "locale/en/LC_MESSAGES/django.po"

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
#: A word that is Chinese by law, such as the form of a document's number, says so.
_EXCUSED = re.compile(r"# untranslated: \w")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


_LITERAL = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"(?<!\w)(n?gettext|pgettext|_)\(\s*({_LITERAL})(?:\s*,\s*({_LITERAL}))?")


@dataclass(frozen=True, slots=True)
class Said:
    """A text for people and where it stands."""

    path: Path
    line: int
    text: str
    context: str | None = None


def check_translations(source: Source) -> Iterator[Finding]:
    """Every message has an English one, with the same placeholders, that nobody doubts."""
    said = [*_said_in_python(source), *_said_in_templates(source)]
    catalogue = _catalogue(source)
    if isinstance(catalogue, Finding):
        yield catalogue
        return
    for one in said:
        message = catalogue.get(one.text, one.context)
        english = (message.string if message else "") or ""
        first = english if isinstance(english, str) else english[0]
        if not message or not first or message.fuzzy:
            yield source.finding("translation_missing", one.path, one.line, text=one.text)
        elif set(_PLACEHOLDER.findall(one.text)) != set(_PLACEHOLDER.findall(first)):
            yield source.finding("translation_placeholders", one.path, one.line, text=one.text)


def _catalogue(source: Source) -> Catalog | Finding:
    path = source.folder / CATALOGUE
    if not path.exists():
        return Catalog(locale="en")
    try:
        with path.open("rb") as file:
            return read_po(file, locale="en", abort_invalid=True)
    except (PoFileError, ValueError) as wrong:
        return source.finding("catalogue_broken", path, why=wrong)


def _said_in_python(source: Source) -> Iterator[Said]:
    for path, call, name in source.calls():
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        if name in _GETTEXT and words:
            yield Said(path, call.lineno, str(words[0]))
        elif name in _WITH_CONTEXT and len(words) > 1:
            yield Said(path, call.lineno, str(words[1]), str(words[0]))


def _said_in_templates(source: Source) -> Iterator[Said]:
    """Django turns a template into gettext calls; what Python cannot read is not a message."""
    for path, page in source.templates.items():
        code = templatize(page)
        for found in _CALL.finditer(code):
            line = code.count("\n", 0, found.start()) + 1
            first = ast.literal_eval(found[2])
            if found[1] == "pgettext" and found[3]:
                yield Said(path, line, ast.literal_eval(found[3]), first)
            else:
                yield Said(path, line, first)


def check_bare_words(source: Source) -> Iterator[Finding]:
    """Chinese text outside gettext would stay Chinese on an English page."""
    for path, tree in source.code.items():
        # What made-up people write is in their language.
        if source.within(path).with_suffix("").parts[0] == "demo":
            continue
        spoken = _through_gettext(tree) | _docstrings(tree)
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree):
            if id(node) in spoken:
                continue
            for line, text in texts([node]):
                if _CHINESE.search(text) and not _EXCUSED.search(lines[line - 1]):
                    yield source.finding("text_not_translatable", path, line, text=_short(text))
    for path, page in source.templates.items():
        yield from _bare_words_of_template(source, path, page)


def _short(text: str) -> str:
    return text.strip().split("\n")[0][:40]


def _through_gettext(tree: ast.Module) -> set[int]:
    return {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) in _GETTEXT | _WITH_CONTEXT
        for argument in call.args
    }


def _docstrings(tree: ast.Module) -> set[int]:
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _bare_words_of_template(source: Source, path: Path, text: str) -> Iterator[Finding]:
    quiet = ""
    for token in Lexer(text).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else []
        tag = words[0] if words else ""
        if quiet:
            quiet = "" if tag == f"end{quiet}" else quiet
        elif tag in {"blocktranslate", "blocktrans", "comment"}:
            quiet = tag
        elif token.token_type is not TokenType.COMMENT and tag not in {"translate", "trans"}:
            bare = re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", token.contents)
            if found := _CHINESE.search(bare):
                line = (token.lineno or 0) + bare.count("\n", 0, found.start())
                yield source.finding("text_not_translatable", path, line, text=_short(bare))
