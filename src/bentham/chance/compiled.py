"""`rule`: the one typed door to Numba, and the cache folder that cannot go stale."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import filelock
import llvmlite
import llvmlite.binding
import numba
import numpy as np

Rule = Callable[..., Any]
"""A compiled function; Numba checks the types of its arguments when it compiles a caller."""

KERNEL_PACKAGES = ("chance", "evidence", "society", "day", "engine", "classics")
"""Packages whose text can change what a compiled kernel computes."""


@cache
def rules_version() -> str:
    """Return the sha256 of all kernel sources and frozen declarations."""
    digest = hashlib.sha256()
    root = Path(__file__).resolve().parent.parent
    for package in KERNEL_PACKAGES:
        for path in sorted((root / package).glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def kernel_version() -> str:
    """Return the sha256 of the rules and the compilers.

    Numba's own cache watches only the file of the outermost function, so an edited rule in
    another file would silently run as it was before.
    """
    digest = hashlib.sha256(rules_version().encode())
    for version in (numba.__version__, llvmlite.__version__, sys.version):
        digest.update(version.encode())
    return digest.hexdigest()


def cache_folder() -> Path:
    """Return the folder of compiled kernels: ``<user cache>/bentham/<kernel version>``."""
    base = os.environ.get("BENTHAM_CACHE") or os.environ.get("XDG_CACHE_HOME")
    if not base and sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    if not base and sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    root = Path(base) if base else Path.home() / ".cache"
    return root / "bentham" / kernel_version()[:32]


# Numba reads this when a function is decorated, so it stands before the first decorator.
numba.config.CACHE_DIR = str(cache_folder())  # type: ignore[attr-defined]


# Left to itself LLVM writes a short loop over 64 lanes out 64 times before it looks whether they
# can run side by side, and then they no longer can.
llvmlite.binding.set_option("", "-unroll-full-max-count=16")

# A rule makes no array of its own, so nothing in it counts references. With Numba's counting each
# call that is handed an array takes two atomic additions: a third of a person's day, and more on
# two threads, which then wait for each other's counts. Nobody calls a rule from C; the wrapper for
# that holds a second copy of all that is copied into the rule.
ALL: dict[str, Any] = {"nogil": True, "error_model": "numpy", "no_cfunc_wrapper": True}
BARE: dict[str, Any] = {**ALL, "_nrt": False}


def rule(function: Rule) -> Rule:
    """Compile a small function of scalars: one person, one day."""
    return cast(Rule, numba.njit(**BARE)(function))


def small(function: Rule) -> Rule:
    """Compile a rule that LLVM must copy into its callers.

    For what is called in lane loops: a loop with a call in it is not run side by side. Left to
    itself LLVM stops copying a function such as `philox` as soon as it has two callers.
    """
    return cast(Rule, numba.njit(**BARE, forceinline=True)(function))


def once(function: Rule) -> Rule:
    """Compile what is called from one place, such as a stage: it is copied in there.

    To Numba an array is seven numbers, so that calling a stage would mean writing down forty.
    """
    return small(function)


def spelled_out(function: Rule) -> Rule:
    """Compile a list of stages as if its lines stood where it is called.

    Numba has LLVM improve each function with all that is copied into it, and then again inside its
    caller; a list of stages would have the whole day improved once more.
    """
    return cast(Rule, numba.njit(**BARE, inline="always")(function))


def kernel(function: Rule) -> Rule:
    """Compile an outermost function; its machine code is kept in `cache_folder`."""
    return cast(Rule, numba.njit(**BARE, cache=True)(function))


def maker(function: Rule) -> Rule:
    """Compile an outermost function that makes arrays of its own, as no rule and no kernel may."""
    return cast(Rule, numba.njit(**ALL, cache=True)(function))


@contextmanager
def compiled_once(kernel_: Rule) -> Iterator[None]:
    """Let the first of several processes compile a kernel that is called inside; others load it.

    Numba's files are whole whenever they are seen, so that processes which start together are safe
    without this; but each would compile for itself.
    """
    if getattr(kernel_, "overloads", None):  # this process has it
        yield
        return
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / "compiling.lock")
        lock.acquire()
    except (OSError, NotImplementedError):  # no writing or no locks there: everybody compiles
        yield
        return
    try:
        yield
    finally:
        lock.release()


def constant(value: int) -> int:
    """Return a number that Numba freezes without compiling every callee anew for its value.

    A Python integer in a call is a type of its own to Numba; a NumPy integer is not. Both fold
    to the same constant in machine code.
    """
    return cast(int, np.int64(value))
