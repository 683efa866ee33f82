"""``python -m core.modules.check FOLDER``: the second half of a check, in its own process."""

import json
import os
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings.django")
    django.setup()
    from core.modules.check.loaded import findings

    found = [
        {
            "code": one.code,
            "path": str(one.path),
            "line": one.line,
            "facts": {key: str(value) for key, value in one.facts.items()},
        }
        for one in findings(Path(sys.argv[1]).resolve())
    ]
    json.dump(found, sys.stdout)
