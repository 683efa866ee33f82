"""Django's settings for tests: a data folder of their own, and never an operator's ``.env``.

``.env`` may name a database that people work with.
"""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from core.settings.environment import PROJECT, Environment

MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder made in it is private to its owner
#: Room for the databases of a whole run with two processes, several times over.
ROOM = 4 * 2**30


def _test_home() -> Path:
    """In memory where there is room: nearly every test copies a database of 1,000 files."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        checkout = sha256(os.fsencode(PROJECT)).hexdigest()[:12]
        return MEMORY / f"citydesk-test-{os.geteuid()}-{checkout}"
    return PROJECT / ".citydesk" / "test"


TEST_HOME = _test_home()

os.environ.setdefault("CITYDESK_HOME", str(TEST_HOME))
Environment.model_config["env_file"] = None

from core.settings.django import *  # noqa: E402, F403 - made of what stands above

# The cast asks more in a minute than anybody should; the tests of the limits set their own.
API_PER_PERSON = API_PER_UNIT = 1_000_000
