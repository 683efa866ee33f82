"""What a module's code imports from the host: the mark of an implementation, and the call.

The hooks themselves are declared in ``core.modules.hookspecs``, the values they exchange
in ``core.contracts``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pluggy

if TYPE_CHECKING:
    from core.modules.pages import FilledColumn

__all__ = ["announce", "hookimpl", "register_columns"]

PROJECT_NAME = "citydesk"

hookimpl = pluggy.HookimplMarker(PROJECT_NAME)


def announce(fact: Any) -> None:
    """Tell the modules of this unit what has happened, after the commit and at least once."""
    from core.modules.loading import host  # noqa: PLC0415 -- the host loads who imports this file

    host().announce(fact)


def register_columns(register: str, keys: Sequence[UUID]) -> "list[FilledColumn]":
    """What other modules add to a module's register, for the rows ``keys`` of one page."""
    from core.modules import pages  # noqa: PLC0415 -- as above

    return pages.register_columns(register, keys)
