"""The program, loaded once: every command then runs in a child that is forked from here.

Loading the compiled day takes three to five seconds, and hundreds of tests need it. A child is a
process of its own, with its own folder, streams and exit code; all it is spared is the loading.
A line of JSON on stdin asks for a command, a line on stdout gives its exit code.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bentham.cli.main import main

LIMIT = 300
"""Seconds after which a command is ended."""


def serve() -> int:
    """Answer until stdin ends."""
    with tempfile.TemporaryDirectory() as folder:
        _loaded(Path(folder))
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            code = _command(asked["words"], asked["cwd"], asked["out"], asked["err"])
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)  # taking everything down would first copy every page that is shared
        status = os.waitpid(child, 0)[1]
        print(os.waitstatus_to_exitcode(status), flush=True)
    return 0


def _loaded(folder: Path) -> None:
    """Load what commands need, by one small run that is written."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    stdout = os.dup(1)
    os.dup2(nothing, 1)
    sys.argv = ["bentham", "run", "municipal-points", "--society", "city", "--people", "1024",
                "--days", "2", "--out", str(folder / "first"), "--quiet"]  # fmt: skip
    assert main() == 0
    sys.stdout.flush()
    os.dup2(stdout, 1)


def _command(words: Sequence[str], cwd: str, out: str, err: str) -> int:
    os.chdir(cwd)
    for number, name, how in ((0, os.devnull, os.O_RDONLY), (1, out, os.O_WRONLY),
                              (2, err, os.O_WRONLY)):  # fmt: skip
        opened = os.open(name, how)
        os.dup2(opened, number)
        os.close(opened)
    signal.alarm(LIMIT)
    sys.argv = ["bentham", *words]
    return main()


if __name__ == "__main__":
    sys.exit(serve())
