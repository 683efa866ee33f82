"""``python3 -m core.runtime.bootstrap [--dev]``: do what is missing, in a second if nothing is."""

import argparse
import platform
import sys

from core.runtime.bootstrap.environment import make_venv
from core.runtime.bootstrap.packages import install_packages
from core.runtime.bootstrap.paths import ROOT, VENV, run
from core.runtime.bootstrap.stamp import Stamp, digest_of, fingerprint_of
from core.runtime.bootstrap.system import BROWSER, LIBRARIES, provide

OLDEST = (3, 11)
MADE_FILES = ("core", "tenancy", "billing", "installer", "plugins")


def main() -> None:
    """Set up what ``make demo`` needs, with ``--dev`` what the tests and linters need too."""
    parser = argparse.ArgumentParser(prog="make setup")
    parser.add_argument("--dev", action="store_true")
    dev = parser.parse_args().dev
    if sys.version_info < OLDEST:
        sys.exit(f"CityDesk needs Python 3.11 or newer; this is {platform.python_version()}")
    make_venv()
    _packages(dev=dev)
    provide([*LIBRARIES, BROWSER] if dev else LIBRARIES)
    _made_files()


def _packages(*, dev: bool) -> None:
    locks = [ROOT / "requirements.txt", *([ROOT / "requirements-dev.txt"] if dev else [])]
    stamp = Stamp("packages-dev" if dev else "packages")
    wanted = digest_of(*locks, ROOT / "pyproject.toml", more=str(ROOT))
    if stamp.read() != wanted:
        install_packages(locks)
        stamp.write(wanted)


def _made_files() -> None:
    """Compile translations and collect static files when their sources changed."""
    stamp = Stamp("made-files")
    sources = [ROOT / part for part in MADE_FILES]
    wanted = fingerprint_of(sources) + Stamp("packages").read() + Stamp("packages-dev").read()
    if stamp.read() != wanted:
        run(VENV / "bin" / "citydesk", "setup-assets")
        stamp.write(wanted)


if __name__ == "__main__":
    main()
