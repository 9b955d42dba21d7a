"""Draws for the published models: the same Philox, under a key of each model's own.

A classic's draws never meet those of Bentham's day, so each file numbers its own decisions from 1.
In a kernel call `bentham.chance.philox.draw` with `key` as it is returned here.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from bentham.chance.compiled import kernel
from bentham.chance.philox import draw

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def key(classic: str, seed: int) -> np.uint64:
    """Return the key of one run of a published model."""
    text = f"bentham classic 1|{classic}|{seed}".encode()
    return np.uint64(int.from_bytes(hashlib.sha256(text).digest()[:8], "little"))


@kernel
def _drawn(out: Ints, key: np.uint64, step: int, decision: int) -> None:
    for person in range(len(out)):
        out[person] = draw(key, person, 0, step, decision, 0)


def whole_numbers(key: np.uint64, decision: int, number: int, step: int = 0) -> Ints:
    """Return one draw in [0, 2^31) for each of the first `number` persons."""
    out = np.empty(number, np.int64)
    _drawn(out, key, step, decision)
    return out


def uniforms(key: np.uint64, decision: int, number: int, step: int = 0) -> Floats:
    """Return one draw for each person, uniform in the open interval from 0 to 1."""
    return (whole_numbers(key, decision, number, step) + 0.5) / 2.0**31


def normals(key: np.uint64, decision: int, number: int, step: int = 0) -> Floats:
    """Return one draw for each person from the standard normal distribution."""
    return np.asarray(ndtri(uniforms(key, decision, number, step)), dtype=np.float64)
