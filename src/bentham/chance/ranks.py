"""Keyed ranks for quotas: a request today, service tomorrow, nobody preferred.

Whoever requests something scarce draws a rank that belongs to (person, day, decision). The place
counts requests in 64 bins of that rank; after the day it finds the bin where the cumulated count
passes the capacity K. The next day a person in a lower bin is served, one in the marginal bin with
the chance (K - cumulated) / count of the bin. The mean served is min(K, requests), and for the same
requests a larger K never un-serves anybody.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import rule

BINS = 64
RANK_BITS = 31
_BIN_SHIFT = RANK_BITS - 6


@rule
def bin_of(rank: int) -> int:
    """Return the bin of a rank in [0, 2^31): its six top bits."""
    return rank >> _BIN_SHIFT


@rule
def limit(requests: npt.NDArray[np.int64], capacity: int) -> int:
    """Return the rank below which requests are served, in [0, 2^31].

    Parameters
    ----------
    requests : int64[64]
        Requests of one place and kind, by bin.
    capacity : int
        How many can be served, K.

    Notes
    -----
    Within the marginal bin the limit lies at the share of the bin that can be served, rounded
    down; ranks are uniform inside a bin, so this is the chance of being served.
    """
    passed = np.int64(0)
    for b in range(BINS):
        here = requests[b]
        if passed + here > capacity:
            return (b << _BIN_SHIFT) + ((capacity - passed) << _BIN_SHIFT) // here
        passed += here
    return np.int64(1) << RANK_BITS
