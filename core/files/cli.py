"""``citydesk files``: the store of uploaded files, as its operator sees it."""

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from core.cli.public import Answer, answers
from core.files.cleaning import clean as clean_store


@click.group(help=_("文件库：清理无人引用的文件"))
def files() -> None:
    """The commands of the file store."""


@files.command(help=_("删除已无人引用的文件；每天也会自动运行"))
@click.option("--dry-run", is_flag=True, help=_("只列出将删除什么，不做任何改动"))
@answers("database")
def clean(*, dry_run: bool) -> Answer:
    """Answer with what was removed, or would be."""
    cleaned = clean_store(at=timezone.now(), dry_run=dry_run)
    document = {
        "dry_run": dry_run,
        "references": cleaned.references,
        "files": cleaned.files,
        "bytes": cleaned.size,
        "strays": len(cleaned.strays),
    }
    told = _would_be() if dry_run else _was()
    return Answer(document, told % document)


def _would_be() -> str:
    return _(
        "将删除：引用 %(references)s 条，文件 %(files)s 个（%(bytes)s 字节），"
        "散落文件 %(strays)s 个"
    )


def _was() -> str:
    return _(
        "已删除：引用 %(references)s 条，文件 %(files)s 个（%(bytes)s 字节），"
        "散落文件 %(strays)s 个"
    )
