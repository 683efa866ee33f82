"""What ``doctor`` and ``serve`` ask of the modules of this process."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.contracts.checks import Check
from core.modules.discovery import registry
from core.modules.findings import Finding
from core.settings.environment import PROJECT


def module_checks() -> list[Check]:
    """Whether every module that comes with the platform can be used.

    Without one of them a new unit would be made incomplete, so the server does not start.
    A third-party module that does not fit is named and costs nobody else anything.
    """
    own, foreign = _sorted(registry().problems)
    return [
        Check("modules_built_in", not own, _told(own)),
        Check("modules_installed", not foreign, _told(foreign), vital=False),
    ]


def _sorted(problems: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    ours = PROJECT / "plugins"
    own = [problem for problem in problems if problem.path.is_relative_to(ours)]
    return own, [problem for problem in problems if problem not in own]


def _told(problems: list[Finding]) -> str:
    return "; ".join(map(str, problems)) or _("全部可用")
