"""The version of the public core that modules are written against."""

from packaging.version import Version

#: Follows semantic versioning; the same as the project's in ``pyproject.toml`` (a test holds it).
CORE_VERSION = Version("0.1.0")
