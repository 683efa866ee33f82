"""``citydesk`` itself: a group that loads a command only when it is called."""

import click

from core.cli.language import said
from core.cli.loading import load, set_up_django
from core.cli.table import COMMANDS


class TableGroup(click.Group):
    """A group whose commands are the rows of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's form
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        if row.django:
            set_up_django()
        command = load(row.path)
        assert isinstance(command, click.Command)  # noqa: S101 - the table's promise
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands by the table's lines, without loading any."""
        with formatter.section(said("命令")):
            formatter.write_dl([(name, said(row.help)) for name, row in COMMANDS.items()])


@click.group(cls=TableGroup, help=said("城市协同办公平台"), no_args_is_help=True)
def citydesk() -> None:
    """Hold the commands of every layer."""
