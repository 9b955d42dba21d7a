"""What all tests share: the search for a Chromium, and a closing word on what was left out."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import hypothesis
import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

# A wall clock says nothing on a machine that others use too.
hypothesis.settings.register_profile("no clock", deadline=None)
hypothesis.settings.load_profile("no clock")

_deselected: list[tuple[str, bool]] = []
"""Name of a test that was left out, and whether for its size."""


def required(part: str) -> bool:
    """Whether ``BENTHAM_REQUIRE``, a list with commas or blanks, demands an optional part."""
    return part in re.split(r"[,\s]+", os.environ.get("BENTHAM_REQUIRE", ""))


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one named, one on the PATH, or Playwright's own."""
    named = os.environ.get("BENTHAM_CHROMIUM")
    if named:
        return shutil.which(named)
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, or fails if one is required."""
    found = find_chromium()
    if found:
        return found
    named = os.environ.get("BENTHAM_CHROMIUM")
    reason = (
        f"BENTHAM_CHROMIUM names no program: {named}"
        if named
        else f"no Chromium found (BENTHAM_CHROMIUM, {', '.join(BROWSERS)}, Playwright's own)"
    )
    if required("browser"):
        pytest.fail(f"{reason}, and BENTHAM_REQUIRE asks for the browser tests", pytrace=False)
    pytest.skip(reason)


FIRST = ("cli/test_cli_run.py", "classics/")
"""What makes a process compile most, so that two processes do not compile the same at once."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> int:
        return next((i for i, name in enumerate(FIRST) if name in item.nodeid), len(FIRST))

    items.sort(key=turn)


def pytest_deselected(items: list[pytest.Item]) -> None:
    _deselected.extend((i.nodeid, i.get_closest_marker("full") is not None) for i in items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under pytest-xdist a worker hands what it left out to the process that closes the run."""
    if (handed := getattr(session.config, "workeroutput", None)) is not None:
        handed["deselected"] = _deselected


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Every worker collects every test, so one of them tells for all."""
    if not _deselected:
        handed = getattr(node, "workeroutput", {}).get("deselected", [])
        _deselected.extend((name, full) for name, full in handed)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    full = [name for name, is_full in _deselected if is_full]
    other = len(_deselected) - len(full)
    skipped = Counter(
        str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", ())
    )
    terminalreporter.section("left out")
    if full:
        terminalreporter.line(f"{len(full)} at full size, which `make test-all` runs:")
        for name, count in Counter(name.partition("[")[0] for name in full).items():
            terminalreporter.line(f"  {name}" + (f" ({count} cases)" if count > 1 else ""))
    for reason, count in skipped.items():
        terminalreporter.line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")
    if other:
        terminalreporter.line(f"{other} not asked for on the command line")
    if not (full or skipped or other):
        terminalreporter.line("nothing")
