"""The command line as a user meets it: the installed program in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("bentham")
ENTRY = [str(PROGRAM)] if PROGRAM.exists() else [sys.executable, "-m", "bentham.cli.main"]
LIMIT = 300


def environment(**more: str) -> dict[str, str]:
    """The test's environment without what would change how Bentham speaks."""
    dropped = {"NO_COLOR", "BENTHAM_DEBUG", "FORCE_COLOR", "COLUMNS"}
    return {k: v for k, v in os.environ.items() if k not in dropped} | more


def bentham(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``bentham WORDS`` in a folder."""
    return subprocess.run(
        [*ENTRY, *words], cwd=cwd, env=environment(**more), capture_output=True, text=True,
        check=False, timeout=LIMIT,
    )  # fmt: skip


def told(*words: str, cwd: Path, code: int = 0) -> Any:
    """Run ``bentham WORDS --json`` and return the one object on stdout."""
    done = bentham(*words, "--json", cwd=cwd)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def refused(*words: str, cwd: Path, code: int) -> str:
    """Run a command that must be refused with a message and nothing else; return the message."""
    done = bentham(*words, cwd=cwd)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    return done.stderr
