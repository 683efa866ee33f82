"""What a module's ``hooks.py`` imports from the host: the mark of an implementation.

The hooks themselves are declared in ``core.modules.hookspecs``, the values they exchange
in ``core.contracts``.
"""

import pluggy

__all__ = ["hookimpl"]

PROJECT_NAME = "citydesk"

hookimpl = pluggy.HookimplMarker(PROJECT_NAME)
