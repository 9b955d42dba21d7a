"""The 64 lanes of a word as bits of one uint64."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from bentham.chance.compiled import rule, small

ONE = np.uint64(1)


@intrinsic
def _ctpop(_typing: Any, value: Any) -> Any:
    def codegen(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.ctpop(args[0])

    return types.uint64(types.uint64), codegen


@intrinsic
def _cttz(_typing: Any, value: Any) -> Any:
    def codegen(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
        return builder.cttz(args[0], ir.Constant(ir.IntType(1), 1))

    return types.uint64(types.uint64), codegen


@small
def count(plane: np.uint64) -> int:
    """Return the number of set lanes."""
    return np.int64(_ctpop(plane))


@small
def first(plane: np.uint64) -> int:
    """Return the lowest set lane of a plane that is not empty."""
    return np.int64(_cttz(plane))


@small
def bit(plane: np.uint64, lane: int) -> int:
    """Return 1 if the person in `lane` is in the plane, else 0."""
    return np.int64((plane >> np.uint64(lane)) & ONE)


@rule
def lanes_up_to(people: int) -> np.uint64:
    """Return the plane of the first `people` lanes (0 to 64)."""
    if people >= 64:
        return np.uint64(0xFFFFFFFFFFFFFFFF)
    if people <= 0:
        return np.uint64(0)
    return (ONE << np.uint64(people)) - ONE
