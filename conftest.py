"""Tests of the whole repository use the fixtures that module authors get."""

pytest_plugins = [
    "installer.testing.services",
    "installer.testing.browser",
    "installer.testing.plugin",
    "installer.testing.channels",
]
