"""How a pytest of its own is told to load our plugin, whether the project is installed or not."""

from importlib.metadata import entry_points


def early_plugin() -> list[str]:
    """The options for a run in a working copy; an installed project is found by pytest itself."""
    installed = entry_points(group="pytest11", name="citydesk")
    return [] if installed else ["-p", "installer.testing.entry_point"]
