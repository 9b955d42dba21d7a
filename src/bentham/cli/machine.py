"""What a command needs to know about this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping

from bentham.evidence.errors import BenthamError, UsageError

GIB = 1 << 30
COMPILING = "compiling the day for this machine (first time only, about half a minute)"


def kernel_is_compiled() -> bool:
    """Return whether the day stands compiled in the cache folder.

    Raises
    ------
    BenthamError
        If there is no cache folder and none can be made.
    """
    from bentham.chance.compiled import cache_folder

    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BenthamError(
            f"{folder}: the folder for compiled code cannot be made ({error.strerror}).\n"
            "Name another in the environment variable BENTHAM_CACHE."
        ) from error
    return any(folder.rglob("kernel.run_span*.nbc"))


def memory() -> int | None:
    """Return the bytes of memory of this machine, or None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def expect_room(people: int, bytes_per_person: float) -> None:
    """Refuse a run that cannot fit into memory, before the system ends it without a word."""
    there = memory()
    needed = people * bytes_per_person
    if there is not None and needed > there:
        raise UsageError(
            f"{people:,} people need {needed / GIB:.1f} GiB and this machine has "
            f"{there / GIB:.1f} GiB; ask for fewer (--people). Nothing was run."
        )


def threads_available() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def versions() -> Mapping[str, str]:
    """Return the versions of what a result depends on."""
    from bentham.results.provenance import versions as known

    return known()
