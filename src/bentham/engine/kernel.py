"""The kernel: a span of words through one day, and through the making of the first morning.

For each word: compute its traits, fill today's draws, load its columns and planes, read what
partner words showed yesterday, run the day, store, count, and copy whoever is traced. A span writes
its own words and the private rows that it was given; nothing else.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit
from bentham.chance.compiled import kernel, once, spelled_out
from bentham.chance.decisions import DAILY, DAILY_BLOCKS
from bentham.chance.philox import fill
from bentham.day import places
from bentham.day.order import the_day
from bentham.day.person import (
    APPEALS_SERVED,
    CALLED,
    CLIMATE,
    DAY,
    FIRST,
    KEY,
    N_LANES,
    N_MASKS,
    OWN_PLANES,
    PROTEST_SHARE,
    PUNISHED_SHARE,
    QUEUES,
    Columns,
    Draws,
    Lanes,
    Masks,
    Numbers,
    lane,
    mask,
)  # fmt: skip
from bentham.day.settings import setting
from bentham.engine.arrays import Desk, Fixed, Here, Places, Planes
from bentham.engine.counting import (
    EVERYBODY,
    count_for_ward,
    describe,
    request_all,
    tally,
    trace,
)  # fmt: skip
from bentham.engine.seeing import look_around
from bentham.engine.storing import load, store
from bentham.engine.trials import blended, second_arm, treated_apart
from bentham.evidence.lanes import ADULT, ALIVE, ANCHOR, INCOME, KNOWS, TRAIT_MASKS
from bentham.evidence.parameters import index
from bentham.society.traits import fill_traits

BY_WARD, BY_DISTRICT = -1, -2
"""Values of `Here.tally_place` that ask for finer tallies than by region."""

O_AWARE = OWN_PLANES.index("AWARE")
VISIBLE = mask("VISIBLE")
BASELINE = index("trust.baseline")
N_QUEUES = len(QUEUES)
FIRST_DAILY, N_ALL = lane("N_DISSENT"), 64 * N_LANES
START, START_AWARE = setting("SCORE_START"), setting("START_AWARE")
START_UNAWARE, START_MEMORY = setting("START_UNAWARE"), setting("START_MEMORY")


@once
def wake(now: Numbers, district: int, state: Numbers, served: Numbers) -> None:
    """Tell a word what its ward and its district are like this morning."""
    now[CLIMATE] = state[places.CLIMATE_NOW]
    now[PROTEST_SHARE] = state[places.PROTEST_NOW]
    now[CALLED] = state[places.CALLED_NOW]
    now[PUNISHED_SHARE] = state[places.PUNISHED_NOW]
    for k in range(N_QUEUES):
        now[APPEALS_SERVED + k] = served[district, k]


@spelled_out
def live(
    w: Lanes,
    m: Masks,
    u: Draws,
    w_apart: Lanes,
    m_apart: Masks,
    fixed: Fixed,
    ward: int,
    now: Numbers,
) -> np.uint64:
    """Take a word through its day and return who was treated apart: they have the other day."""
    apart = np.uint64(0)
    other = fixed.treated_row[ward]
    if other >= 0:
        apart = treated_apart(m, now[FIRST], np.uint64(now[KEY]), fixed.treat)
    row = fixed.row_of_ward[ward]
    twice = apart != 0 and other != row  # before and after a trial both arms live alike
    if twice:
        for k in range(N_ALL):
            w_apart[k] = w[k]
        for k in range(N_MASKS):
            m_apart[k] = m[k]
        the_day(w_apart, m_apart, u, fixed.numbers[other], fixed.tables[other], now)
    the_day(w, m, u, fixed.numbers[row], fixed.tables[row], now)
    if twice:
        blended(w, m, w_apart, m_apart, apart)
    return apart


@kernel
def run_span(
    first_word: int,
    last_word: int,
    here: Here,
    key: np.uint64,
    columns: Columns,
    planes: Planes,
    fixed: Fixed,
    places_: Places,
    desk: Desk,
) -> None:
    """Take the words from `first_word` to before `last_word` through one day."""
    w, m, u, w_apart, m_apart, now = desk
    now[DAY] = here.day
    now[KEY] = np.int64(key)
    for word in range(first_word, last_word):
        inside = word - here.region_start
        ward = here.ward_start + (inside >> 6)
        district = here.district_start + (inside >> 12)
        now[FIRST] = word * 64
        wake(now, district, places_.wards[ward], places_.served)
        for k in range(TRAIT_MASKS, N_MASKS):
            m[k] = 0
        for k in range(FIRST_DAILY, N_ALL):
            w[k] = 0
        fill_traits(w, m, u, fixed.traits, fixed.homes, word, here.people, key)
        for block in range(DAILY_BLOCKS):
            fill(u, block * 256, key, word * 64, here.day, DAILY, block)
        load(w, m, columns, planes, word)
        look_around(w, m, now, fixed, planes, here, word, key)
        apart = live(w, m, u, w_apart, m_apart, fixed, ward, now)
        describe(w, m)
        store(w, m, columns, planes, word)
        count_for_ward(m, m[VISIBLE], places_.counts[ward])
        request_all(m, places_.queues[district], now)
        place = here.tally_place
        if place == BY_WARD:
            place = ward
        elif place == BY_DISTRICT:
            place = district
        if here.tally_arms == 0:
            tally(w, m, EVERYBODY, places_.tallies[place], now)
        else:
            second = second_arm(apart, fixed.arm_of_ward[ward])
            tally(w, m, ~second, places_.tallies[place], now)
            tally(w, m, second, places_.tallies[place + here.tally_arms], now)
        if fixed.trace_from.size > 0:
            trace(w, m, fixed, places_.traced, word)


@kernel
def begin_span(
    first_word: int,
    last_word: int,
    here: Here,
    key: np.uint64,
    columns: Columns,
    planes: Planes,
    fixed: Fixed,
    desk: Desk,
) -> None:
    """Make the first morning: attitudes at their anchors, welfare at income, nobody listed."""
    w, m, u, _, _, _ = desk
    for word in range(first_word, last_word):
        ward = here.ward_start + ((word - here.region_start) >> 6)
        p = fixed.numbers[fixed.row_of_ward[ward]]
        fill_traits(w, m, u, fixed.traits, fixed.homes, word, here.people, key)
        person = word * 64
        for i in range(64):
            alive = bit(m[ALIVE], i)
            adult = bit(m[ADULT], i)
            aware = bit(m[KNOWS], i)
            columns.attitude[person + i] = np.int16(w[ANCHOR + i] * alive)
            risk = p[START_AWARE] * aware + p[START_UNAWARE] * (1 - aware)
            columns.risk[person + i] = np.uint8(risk * adult)
            columns.welfare[person + i] = np.uint16(w[INCOME + i] * alive)
        if columns.score.size > 0:
            for i in range(64):
                columns.score[person + i] = np.int16(p[START] * bit(m[ALIVE], i))
        if columns.memory.size > 0:
            for i in range(64):
                columns.memory[person + i] = np.int16(p[START_MEMORY] * bit(m[ADULT], i))
        if columns.trust.size > 0:
            for i in range(64):
                columns.trust[person + i] = np.uint8(p[BASELINE] * bit(m[ALIVE], i))
        planes.own[word, O_AWARE] = m[KNOWS]
