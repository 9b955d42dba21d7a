"""The command line as a user meets it: a process with its own folder, streams and exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

PROGRAM = Path(sys.executable).with_name("bentham")
ENTRY = [str(PROGRAM)] if PROGRAM.exists() else [sys.executable, "-m", "bentham.cli.main"]
LIMIT = 300


def environment(**more: str) -> dict[str, str]:
    """The test's environment without what would change how Bentham speaks."""
    dropped = {"NO_COLOR", "BENTHAM_DEBUG", "FORCE_COLOR", "COLUMNS", "PYTEST_CURRENT_TEST"}
    return {k: v for k, v in os.environ.items() if k not in dropped} | more


_at_first = environment()


def bentham(*words: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run ``bentham WORDS`` in a folder.

    In the quick suite a command is a child of `warm`, unless it asks for another environment; under
    ``BENTHAM_COLD``, which `make test-all` sets, the installed program is started each time.
    """
    new = more or environment() != _at_first or not hasattr(os, "fork")
    if new or "BENTHAM_COLD" in os.environ:
        return subprocess.run(
            [*ENTRY, *words], cwd=cwd, env=environment(**more), capture_output=True, text=True,
            check=False, timeout=LIMIT,
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        out.touch()
        err.touch()
        asked = {"words": words, "cwd": str(cwd), "out": str(out), "err": str(err)}
        warm = _warm()
        assert warm.stdin is not None
        assert warm.stdout is not None
        print(json.dumps(asked), file=warm.stdin, flush=True)
        code = int(warm.stdout.readline())
        return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())


@cache
def _warm() -> subprocess.Popen[str]:
    """Return the program that is loaded once for all tests of this process."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("warm.py"))], env=_at_first, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
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
