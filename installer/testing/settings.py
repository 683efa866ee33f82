"""Django's settings for tests: a data folder of their own, and never an operator's ``.env``.

``.env`` may name a database that people work with.
"""

import os

from core.settings.environment import PROJECT, Environment

TEST_HOME = PROJECT / ".citydesk" / "test"

os.environ.setdefault("CITYDESK_HOME", str(TEST_HOME))
Environment.model_config["env_file"] = None

from core.settings.django import *  # noqa: E402, F403 - made of what stands above
