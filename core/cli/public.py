"""What every layer makes its commands with.

::

    @click.group(help=_("单位"))
    def units() -> None:
        '''The commands of the fleet.'''

    @units.command("list", help=_("列出单位"))
    @click.option("--state")
    @answers("database")
    def list_units(state: str | None) -> Answer:
        '''Answer with the fleet.'''
        return Answer(document=[...], text=a_rich_table)

A refusal is raised as a ``DomainError``; the command line tells it with its code and ends
with status 1. Progress goes to standard error. Then add a row to ``core.cli.table``.
"""

from core.cli.answers import Answer, answers
from core.cli.needs import provided

__all__ = ["Answer", "answers", "provided"]
