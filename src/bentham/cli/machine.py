"""What a command needs to know about this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from bentham.evidence.errors import BenthamError

GIB = 1 << 30
CGROUP = Path("/sys/fs/cgroup")
COMPILING = "compiling the day for this machine (first time only, about a minute)"


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
    """Return the bytes of memory that are free here, or None where the system does not say.

    What Linux calls available, and no more than a container may have.
    """
    try:
        told = dict(
            line.split(":", 1) for line in Path("/proc/meminfo").read_text("ascii").splitlines()
        )
        free = int(told["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        try:
            free = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        except (AttributeError, ValueError, OSError):
            return None
    return min(free, _most_in_container())


def _most_in_container() -> int:
    """Return what the control group of this process may take; a great deal without a limit."""
    for limit in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            return int((CGROUP / limit).read_text("ascii"))
        except (OSError, ValueError):
            continue
    return 1 << 62


def peak_memory() -> str:
    """Return in words the most memory that this process has held."""
    try:
        import resource
    except ImportError:
        return "memory not known"
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return f"{most / GIB:.2f} GiB of memory at most"


def versions() -> Mapping[str, str]:
    """Return the versions of what a result depends on."""
    from bentham.results.provenance import versions as known

    return known()
