"""Every table that leaves the platform is written in one place, where nothing calculates."""

import re

from core.settings.environment import PROJECT

PARTS = ("core", "tenancy", "billing", "installer", "plugins")
#: Only here a spreadsheet is written; ``core/lists/tests/test_writing.py`` tries both.
WRITERS = {"core/lists/writing.py", "core/lists/template.py"}
WRITING = re.compile(r"\bcsv\.(?:writer|DictWriter)\b|\bWorkbook\(|\bxlsxwriter\b|\bto_csv\(")


def test_only_one_place_writes_spreadsheets():
    files = [path for part in PARTS for path in (PROJECT / part).rglob("*.py")]
    writing = {
        str(path.relative_to(PROJECT))
        for path in files
        if "tests" not in path.parts and WRITING.search(path.read_text(encoding="utf-8"))
    }

    assert writing == WRITERS
