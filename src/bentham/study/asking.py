"""Whom a probe asks, and what of them is read: a random sample of adults on some evening.

The sample belongs to the identity of people: draw(key, person, day, PROBE, number of the probe).
Nothing is written but the rows that are handed back, so a probe changes nobody.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import bit, count, lanes_up_to
from bentham.chance.compiled import maker
from bentham.chance.decisions import PROBE, STATIC_BLOCKS, WORD
from bentham.chance.philox import BITS, LOW, draw, philox
from bentham.day import places
from bentham.day.expression import urge_of
from bentham.day.luck import NOBODY
from bentham.day.person import (
    CLIMATE,
    N_LANES,
    N_MASKS,
    NOW,
    OWN_PLANES,
    PUBLIC_PLANES,
    Columns,
    lane,
)
from bentham.day.settings import setting
from bentham.engine.arrays import Fixed, Planes
from bentham.engine.replicate import Replicate
from bentham.engine.trials import treated_apart
from bentham.evidence.lanes import AVERSION, COVERED
from bentham.evidence.parameters import index
from bentham.society.traits import fill_traits

READ = (
    "PERSON", "ATTITUDE", "RISK", "KNOWLEDGE", "TRUST", "AVERSION", "SEVERITY", "COVERED", "AWARE",
    "INFORMED", "EVENT", "URGE", "EXPOSURE",
)  # fmt: skip
"""What is read of each person who is asked."""

CERTAIN = 1 << 31
P_INFORMED, O_AWARE = PUBLIC_PLANES.index("INFORMED"), OWN_PLANES.index("AWARE")
SEVERITY, EVENT = index("risk.severity"), setting("EVENT")
EXPOSURE = index("protest.exposure")
ATTITUDE, MEMORY = lane("ATTITUDE"), lane("MEMORY")

Rows = npt.NDArray[np.int64]


@maker
def _ask(
    first_word: int,
    last_word: int,
    region_start: int,
    ward_start: int,
    people: int,
    key: np.uint64,
    day: int,
    number: int,
    threshold: int,
    columns: Columns,
    planes: Planes,
    fixed: Fixed,
    wards: npt.NDArray[np.int64],
    out: npt.NDArray[np.int64],
) -> tuple[int, int]:
    """Read those of some words who are asked into `out`, as far as it has room.

    Returns
    -------
    tuple
        Adults in these words, and how many of them are asked.
    """
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    m = np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * STATIC_BLOCKS, dtype=np.uint32)
    now = np.zeros(len(NOW), dtype=np.int64)
    adults = 0
    asked = 0
    for word in range(first_word, last_word):
        person = word * 64
        a, _, _, _ = philox(
            np.uint64(word) & LOW, np.uint64(0), np.uint64(0), np.uint64(WORD), key & LOW,
            key >> BITS,
        )  # fmt: skip
        adult = fixed.homes.adult[np.int64(a & np.uint64(0xFF))] & lanes_up_to(people - person)
        adults += count(adult)
        chosen = np.uint64(0)
        if threshold >= CERTAIN:
            chosen = adult
        elif threshold > 0:
            for i in range(64):
                drawn = draw(key, person + i, NOBODY, day, PROBE, number)
                chosen |= np.uint64(drawn < threshold) << np.uint64(i)
            chosen &= adult
        if chosen == 0 or asked >= len(out):
            asked += count(chosen)
            continue
        fill_traits(w, m, u, fixed.traits, fixed.homes, word, people, key)
        ward = ward_start + ((word - region_start) >> 6)
        now[CLIMATE] = wards[ward, places.CLIMATE_NOW]
        apart = np.uint64(0)
        if fixed.treated_row[ward] >= 0:
            apart = treated_apart(m, person, key, fixed.treat)
        for i in range(64):
            if bit(chosen, i) == 0:
                continue
            who = person + i
            row = fixed.treated_row[ward] if bit(apart, i) != 0 else fixed.row_of_ward[ward]
            out[asked, 0] = who
            out[asked, 1] = columns.attitude[who]
            out[asked, 2] = columns.risk[who]
            out[asked, 3] = columns.knowledge[who] if columns.knowledge.size > 0 else 0
            out[asked, 4] = columns.trust[who] if columns.trust.size > 0 else 0
            out[asked, 5] = w[AVERSION + i]
            out[asked, 6] = fixed.numbers[row, SEVERITY]
            out[asked, 7] = bit(m[COVERED], i)
            out[asked, 8] = bit(planes.own[word, O_AWARE], i)
            out[asked, 9] = bit(planes.yesterday[word, P_INFORMED], i)
            out[asked, 10] = fixed.numbers[row, EVENT]
            w[ATTITUDE + i] = columns.attitude[who]
            w[MEMORY + i] = columns.memory[who] if columns.memory.size > 0 else 0
            out[asked, 11] = urge_of(i, w, fixed.numbers[row], fixed.tables[row], now)
            out[asked, 12] = fixed.numbers[row, EXPOSURE]
            asked += 1
    return adults, asked


def _over_regions(
    one: Replicate, day: int, number: int, threshold: int, out: Rows
) -> tuple[int, int]:
    """Ask in every region; return adults and how many of them were asked."""
    g = one.geography
    mine = one.ranks.share_of(g.words)
    adults, asked = 0, 0
    for region in range(len(g.names)):
        first, last = (min(max(int(w), mine[0]), mine[1]) for w in g.starts[region : region + 2])
        more, some = _ask(
            first, last, int(g.starts[region]), int(g.ward_starts[region]), one.people, one.key,
            day, number, threshold, one.state.columns, one.state.planes, one.fixed,
            one.state.wards, out[asked:],
        )  # fmt: skip
        adults += more
        asked += some
    return adults, asked


def read_sample(one: Replicate, day: int, number: int, sample: int | None) -> Rows:
    """Return what is read of the adults who are asked, [person, READ].

    Parameters
    ----------
    one : Replicate
        On the evening of a day.
    day, number : int
        Which day; number of the probe.
    sample : int or None
        How many adults on average; None: all.
    """
    nobody = np.zeros((0, len(READ)), dtype=np.int64)
    threshold = CERTAIN
    if sample is not None:
        adults = one.ranks.total_of(_over_regions(one, day, number, 0, nobody)[0])
        threshold = min((sample << 31) // max(adults, 1), CERTAIN)
    _, asked = _over_regions(one, day, number, threshold, nobody)
    out = np.zeros((asked, len(READ)), dtype=np.int64)
    _over_regions(one, day, number, threshold, out)
    return np.concatenate(one.ranks.each(out))
