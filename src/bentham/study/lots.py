"""Lots: which places a scenario draws, by the same keyed draws as everything else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.decisions import TRIAL
from bentham.chance.philox import BITS, LOW, W0, W1, _round, counter3
from bentham.society.geography import Geography
from bentham.study.scenario_fields import Where

Ints = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]


def draws_of(key: np.uint64, who: Ints, day: int, decision: int, block: int) -> Ints:
    """Return `chance.philox.draw` for many persons or places at once."""
    zero = np.zeros(len(who), dtype=np.uint64)
    ids = who.astype(np.uint64)
    first = (ids >> BITS & np.uint64(0xFF)) << np.uint64(24) | np.uint64(block)
    third = np.uint64(counter3.py_func(day, decision))  # type: ignore[attr-defined]
    c = (ids & LOW, first, zero, zero + third)
    for i in range(10):
        step = np.uint64(i)
        with np.errstate(over="ignore"):
            keys = (key & LOW) + step * W0, (key >> BITS) + step * W1
            c = _round.py_func(*c, *keys)  # type: ignore[attr-defined]
    return ((c[0] & LOW) >> np.uint64(1)).astype(np.int64)


def drawn(key: np.uint64, number: int, places: int, share: float, least: int = 0) -> Marks:
    """Mark a share of places: those with the lowest draws, so their number is not left to luck.

    Parameters
    ----------
    key : uint64
        Of the replicate.
    number : int
        Which draw: 0 is the trial, an intervention has its place in the file plus one.
    places : int
        How many there are.
    share : float
        Share that is marked.
    least : int
        So many are at least marked, and as many left.
    """
    wanted = min(max(round(share * places), least), places - least)
    order = np.argsort(draws_of(key, np.arange(places), 0, TRIAL, number), kind="stable")
    marks = np.zeros(places, dtype=np.bool_)
    marks[order[:wanted]] = True
    return marks


def district_of_ward(geography: Geography) -> Ints:
    """Return the district of each ward."""
    out = np.zeros(geography.wards, dtype=np.int64)
    for region in range(len(geography.names)):
        first, last = geography.ward_starts[region : region + 2]
        inside = np.arange(last - first) // 64
        out[first:last] = geography.district_starts[region] + inside
    return out


def wards_in(where: Where | None, geography: Geography, key: np.uint64, number: int) -> Marks:
    """Mark the wards of some places; numbers beyond the society's are not there.

    Parameters
    ----------
    where : Where or None
        Some places, or everywhere.
    geography : Geography
        Where the wards lie.
    key : uint64
        Of the replicate, for a share drawn at random.
    number : int
        Number of that draw.
    """
    marks = np.zeros(geography.wards, dtype=np.bool_)
    if where is None:
        return ~marks
    if where.region is not None:
        region = geography.names.index(where.region)
        first, last = geography.ward_starts[region : region + 2]
        marks[first:last] = True
    elif where.wards is not None:
        marks[[n - 1 for n in where.wards if n <= geography.wards]] = True
    elif where.districts is not None:
        marks |= np.isin(district_of_ward(geography), [n - 1 for n in where.districts])
    elif where.share is not None:
        chosen = drawn(key, number, geography.districts, where.share)
        marks |= chosen[district_of_ward(geography)]
    return marks


def missing(where: Where, geography: Geography) -> str:
    """Return what of these places does not exist, in words; empty if all do."""
    if where.wards is not None and max(where.wards) > geography.wards:
        return f"there is no ward {max(where.wards)}: these people live in {geography.wards:,}"
    if where.districts is not None and max(where.districts) > geography.districts:
        return (
            f"there is no district {max(where.districts)}: these people live in "
            f"{geography.districts:,}"
        )
    if where.share is not None and round(where.share * geography.districts) == 0:
        return f"{where.share:.0%} of {geography.districts} districts are none"
    if where.region is not None and not wards_in(where, geography, np.uint64(0), 0).any():
        return f"nobody lives in region `{where.region}`: there are too few people"
    return ""
