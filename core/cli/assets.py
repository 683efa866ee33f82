"""``citydesk setup-assets``: the files that are made of others and not kept in git."""

from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.utils.translation import gettext as _

from core.cli.answers import Answer, answers
from core.settings.environment import PROJECT

PARTS = ("core", "tenancy", "billing", "installer", "plugins")


@click.command(help=_("编译翻译（.po → .mo），收集静态文件；make setup 会调用"))
@answers()
def setup_assets() -> Answer:
    """Bring translations and static files up to date."""
    compiled = [path for path in _catalogues() if _compile(path)]
    call_command("collectstatic", interactive=False, verbosity=0)
    document = {"compiled": [str(path.relative_to(PROJECT)) for path in compiled]}
    return Answer(document)


def _catalogues() -> list[Path]:
    return [path for part in PARTS for path in sorted((PROJECT / part).rglob("LC_MESSAGES/*.po"))]


def _compile(source: Path) -> bool:
    """Whether the catalogue was newer than what was made of it, and was compiled."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    draft = target.with_suffix(".mo.new")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(target)
    return True
