"""What pytest loads first (entry point ``citydesk``), before Django is set up.

It names the settings, puts the module under test on the module path, so that ``pytest`` in
a module's folder is enough, and brings in the fixtures once Django is there.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PLUGINS = (
    "installer.testing.services",
    "installer.testing.plugin",
    "installer.testing.channels",
)
#: Built-in modules are found without.
BUILT_IN = Path(__file__).parents[2] / "plugins"
_PATH = "CITYDESK_MODULE_PATH"


def pytest_configure(config: Any) -> None:
    """Bring in the services and the fixtures; Django's apps are loaded by now."""
    for plugin in PLUGINS:
        config.pluginmanager.import_plugin(plugin)


def modules_under_test(arguments: Iterable[str]) -> list[Path]:
    """The folders that hold the modules whose tests are asked for."""
    asked = [Path(argument.split("::")[0]) for argument in arguments if argument[:1] != "-"]
    places = [path.resolve() for path in asked if path.exists()] or [Path.cwd()]
    roots = {
        parent
        for place in places
        for parent in (place, *place.parents)
        if (parent / "module.toml").is_file() and BUILT_IN not in parent.parents
    }
    return sorted({root.parent for root in roots})


def put_on_module_path(folders: Iterable[Path]) -> None:
    """Let discovery find modules in ``folders`` too."""
    known = os.environ.get(_PATH, "").split(os.pathsep)
    wanted = [*known, *(str(folder) for folder in folders if str(folder) not in known)]
    os.environ[_PATH] = os.pathsep.join(filter(None, wanted))


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "installer.testing.settings")
put_on_module_path(modules_under_test(sys.argv[1:]))
