"""Write run folders and be killed: a program for the test beside it.

First argument: a folder. Second: ``fsync``, to be killed at every single step to disk in turn, or
``any``, to be killed at any moment. Each victim is a child of its own.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

from made_up_run import run_of, write

RUN = run_of(2)


def victim(path: Path, killed_at: int | None) -> int:
    """Fork a child that writes a run; with a number, it dies before that step to disk."""
    child = os.fork()
    if child:
        return child
    if killed_at is not None:
        steps = iter(range(killed_at))
        real = os.fsync

        def dying(handle: int) -> None:
            if next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            real(handle)

        os.fsync = dying
    write(path, RUN)
    os._exit(0)


def main(seconds: float) -> None:
    """Kill writers, at moments up to twice the seconds that a whole write takes."""
    folder, mode = Path(sys.argv[1]), sys.argv[2]
    chance = random.Random(1)
    for k in range(40):
        child = victim(folder / f"run-{k}", k if mode == "fsync" else None)
        if mode == "any":
            time.sleep(chance.uniform(0.0, 2.0 * seconds))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if mode == "fsync" and status == 0:
            break


if __name__ == "__main__":
    # Memory is made before the first child, so that no child waits for another's threads.
    write(Path(sys.argv[1]) / "whole", RUN)
    begun = time.perf_counter()
    os.waitpid(victim(Path(sys.argv[1]) / "again", None), 0)
    main(time.perf_counter() - begun)
