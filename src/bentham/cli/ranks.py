"""Several processes that MPI started together: which of them this is, and that only one speaks."""

from __future__ import annotations

import io
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.engine.ranks import Alone

SIZES = ("PMI_SIZE", "OMPI_COMM_WORLD_SIZE", "MPI_LOCALNRANKS")
"""What MPICH and Open MPI tell a process that they started."""


@cache
def joined() -> Alone:
    """Return this process's part in a run; all ranks but the first fall silent."""
    from bentham.engine.ranks import ALONE, Ranks

    if not any(int(os.environ.get(name) or 1) > 1 for name in SIZES):
        return ALONE
    try:
        from mpi4py import MPI
    except ImportError as error:
        raise UsageError(
            "mpiexec started several processes, and mpi4py is not installed: pip install mpi4py"
        ) from error
    ranks = Ranks(MPI.COMM_WORLD)
    if ranks.rank > 0:
        sys.stdout = sys.stderr = io.StringIO()
    return ranks
