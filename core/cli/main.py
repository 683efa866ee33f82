"""The entry of the console script ``citydesk``.

Exit status: 0 done, 1 refused or failed, 2 wrong usage, 130 interrupted.
"""

import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from core.cli.answers import JSON
from core.cli.failures import refusal_of, tell, tell_bug
from core.cli.group import citydesk
from core.cli.language import said

DONE, FAILED, INTERRUPTED = 0, 1, 130


def main() -> None:
    """Run the command that was typed."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns its exit status and never raises."""
    try:
        with citydesk.make_context("citydesk", list(arguments)) as context:
            citydesk.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(said("已中断"), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        with suppress(OSError):
            sys.stdout.close()
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last place that can tell it
        return _failed(error, as_json=JSON in arguments)
    return DONE


def _failed(error: Exception, *, as_json: bool) -> int:
    refusal = refusal_of(error)
    if refusal is None:
        tell_bug(error, as_json=as_json)
    else:
        tell(refusal, as_json=as_json)
    return FAILED
