"""From seed and replicate to the 64-bit key of all draws."""

from __future__ import annotations

import hashlib

import numpy as np


def key_of(seed: int, replicate: int) -> np.uint64:
    """Return the key of one replicate: 64 bits of a hash, so that neighbouring seeds share nothing.

    Parameters
    ----------
    seed : int
        Chosen by the user, any integer.
    replicate : int
        Number of the replicate, from 0.
    """
    text = f"bentham key 1|{seed}|{replicate}".encode()
    return np.uint64(int.from_bytes(hashlib.sha256(text).digest()[:8], "little"))
