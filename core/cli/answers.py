"""What a command answers, to a person or to a script."""

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click
from rich.console import Console, RenderableType

from core.cli.language import said
from core.cli.needs import Need, provided

#: What every command understands; whoever answers in a command's stead looks for it too.
JSON = "--json"
#: Columns of a table that goes into a file or a pipe.
_WIDE = 160


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's answer: ``document`` for ``--json``, ``text`` for people.

    ``ok=False``: something was refused or failed; exit status 1. What was refused is told
    on standard error (``complaint``), so that it is seen with ``--json`` too.
    """

    document: Any
    text: RenderableType = ""
    ok: bool = True
    complaint: str = ""


def answers(*needs: Need) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Make a function that returns an ``Answer`` the body of a command with ``--json``.

    ``needs`` are the services that must be there while it runs. Stands last, right above
    the function.
    """

    def decorated(function: Callable[..., Answer]) -> Callable[..., None]:
        @click.option(JSON, "as_json", is_flag=True, help=said("输出一个 JSON 文档"))
        @wraps(function)
        def command(*args: Any, as_json: bool, **kwargs: Any) -> None:
            with provided(*needs) if needs else nullcontext():
                answer = function(*args, **kwargs)
                _show(answer, as_json=as_json)
            click.get_current_context().exit(0 if answer.ok else 1)

        return command

    return decorated


def _show(answer: Answer, *, as_json: bool) -> None:
    if answer.complaint:
        click.echo(answer.complaint, err=True)
    if as_json:
        # Values such as dates and ids are written as their text.
        click.echo(json.dumps(answer.document, ensure_ascii=False, default=str))
    elif answer.text:
        width = None if sys.stdout.isatty() else _WIDE
        Console(highlight=False, soft_wrap=True, width=width).print(answer.text)
