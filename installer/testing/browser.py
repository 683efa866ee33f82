"""Browser tests need Chromium. Where there is none they are skipped loudly, in CI refused."""

import os

import pytest

from core.runtime.bootstrap.system import BROWSER, chromium

COMMAND = f"apt-get install --no-install-recommends {' '.join(BROWSER.packages)}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever asks for the fixture ``chromium``; skip it where there is no browser."""
    browsing = [item for item in items if "chromium" in getattr(item, "fixturenames", ())]
    for item in browsing:
        item.add_marker(pytest.mark.browser)
    if browsing and chromium() is None:
        if os.environ.get("CI"):
            raise pytest.UsageError(f"the browser tests need Chromium: {COMMAND}")
        for item in browsing:
            item.add_marker(pytest.mark.skip(reason=f"no Chromium: {COMMAND}"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say below everything else what was left out."""
    skipped = terminalreporter.stats.get("skipped", ())
    count = sum("no Chromium" in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.section("LEFT OUT", red=True)
        terminalreporter.line(f"{count} browser tests were not run. To run them: {COMMAND}")
