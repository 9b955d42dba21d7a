"""Ranks: one replicate shared by several processes, each with its own words, to the same bits.

Words are cut into contiguous ranges, one a rank. Each day every rank runs its own words; then all
add up what they counted, and hand each other the public planes that others may read tomorrow. What
follows from that, the state of the places, each rank works out for itself.

    rank r of R has words [W r // R, W (r + 1) // R)

A rank's columns are as long as those of the whole society, so that nothing in the kernel knows of
ranks; the system gives memory only to what is touched. Public planes are whole everywhere: three
bits a person. (With R ranks a share (R - 1) / R of the partner words of every layer lies elsewhere,
so sending just those would move as much as it would save.)
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Alone:
    """One process with all words; what `Ranks` does is then nothing at all."""

    rank, size = 0, 1
    here = 1
    """Ranks on this machine."""

    def share_of(self, words: int) -> tuple[int, int]:
        """Return the first of this rank's words, and the one after its last."""
        return words * self.rank // self.size, words * (self.rank + 1) // self.size

    def total(self, rows: Array) -> Array:
        """Return the sum over all ranks."""
        return rows

    def total_of(self, number: int) -> int:
        """Return the sum of a whole number of any size over all ranks."""
        return number

    def share(self, planes: Array) -> None:
        """Give all ranks the rows that this rank has, and take theirs."""

    def each(self, found: Any) -> list[Any]:
        """Return what each rank found, in their order, which is that of their people."""
        return [found]

    def together(self, found: dict[int, Any]) -> dict[int, Any]:
        """Return what all ranks found, by number."""
        return {n: one for part in self.each(found) for n, one in part.items()}


class Ranks(Alone):
    """The processes that MPI started together.

    Parameters
    ----------
    comm : mpi4py.MPI.Comm
        Between them.
    """

    def __init__(self, comm: Any) -> None:
        from mpi4py import MPI

        self.comm = comm
        self.here = comm.Split_type(MPI.COMM_TYPE_SHARED).Get_size()
        self.rank, self.size = comm.Get_rank(), comm.Get_size()

    def total(self, rows: Array) -> Array:
        """Return the sum over all ranks; whole numbers, so no order matters."""
        from mpi4py import MPI

        out = np.empty_like(rows)
        self.comm.Allreduce(np.ascontiguousarray(rows), out, op=MPI.SUM)
        return out

    def total_of(self, number: int) -> int:
        """Return the sum of a whole number of any size over all ranks."""
        return sum(self.each(number))

    def share(self, planes: Array) -> None:
        """Give all ranks the rows that this rank has, and take theirs."""
        from mpi4py import MPI

        words, width = planes.shape
        ends = [words * r // self.size * width for r in range(self.size + 1)]
        counts = [b - a for a, b in pairwise(ends)]
        self.comm.Allgatherv(MPI.IN_PLACE, [planes, counts, ends[:-1], MPI.UINT64_T])

    def each(self, found: Any) -> list[Any]:
        """Return what each rank found, in their order, which is that of their people."""
        return list(self.comm.allgather(found))


ALONE = Alone()
