"""The kernel: a span of words through one day, and through the making of the first morning.

For each word: compute its traits, fill today's draws, load its columns and planes, read what
partner words showed yesterday, run the day, store, count, and copy whoever is traced. A span writes
its own words and the private rows that it was given; nothing else.
"""

from __future__ import annotations

import numpy as np

from bentham.chance.bits import bit, lanes_up_to
from bentham.chance.compiled import kernel
from bentham.chance.decisions import APPEAL_RANK, DAILY, DAILY_BLOCKS, STATIC_BLOCKS
from bentham.chance.involution import hashed
from bentham.chance.philox import fill
from bentham.day import places
from bentham.day.contacts import meet
from bentham.day.order import the_day
from bentham.day.person import (
    APPEALS_SERVED,
    CALLED,
    CLIMATE,
    DAY,
    FIRST,
    GRAPH,
    KEY,
    N_LANES,
    N_MASKS,
    NOW,
    OWN_PLANES,
    PROTEST_SHARE,
    Columns,
    mask,
    setting,
)  # fmt: skip
from bentham.engine.arrays import Fixed, Here, Places, Planes
from bentham.engine.counting import count_for_ward, describe, request, tally, trace
from bentham.engine.seeing import look_along, look_far
from bentham.engine.storing import load, store
from bentham.evidence.lanes import ADULT, ALIVE, ANCHOR, INCOME, KNOWS, TRAIT_MASKS
from bentham.society.traits import fill_traits

MEETING_BITS = 256
"""Layer number under which a day's meetings are hashed, far above any layer of far ties."""

BY_WARD, BY_DISTRICT = -1, -2
"""Values of `Here.tally_place` that ask for finer tallies than by region."""

O_AWARE = OWN_PLANES.index("AWARE")
VISIBLE, APPEALED = mask("VISIBLE"), mask("APPEALED")
START, START_AWARE = setting("SCORE_START"), setting("START_AWARE")
START_UNAWARE, START_MEMORY = setting("START_UNAWARE"), setting("START_MEMORY")


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
) -> None:
    """Take the words from `first_word` to before `last_word` through one day."""
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    m = np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * max(DAILY_BLOCKS, STATIC_BLOCKS), dtype=np.uint32)
    now = np.zeros(len(NOW), dtype=np.int64)
    now[DAY] = here.day
    now[KEY] = np.int64(key)
    explicit = fixed.ties_from.size > 0
    now[GRAPH] = np.int64(explicit)
    shown_to = here.people - here.isolated
    for word in range(first_word, last_word):
        inside = word - here.region_start
        ward = here.ward_start + (inside >> 6)
        district = here.district_start + (inside >> 12)
        state = places_.wards[ward]
        row = fixed.row_of_ward[ward]
        person = word * 64
        now[FIRST] = person
        now[CLIMATE] = state[places.CLIMATE_NOW]
        now[PROTEST_SHARE] = state[places.PROTEST_NOW]
        now[CALLED] = state[places.CALLED_NOW]
        now[APPEALS_SERVED] = places_.served[district, 0]

        for k in range(TRAIT_MASKS, N_MASKS):
            m[k] = np.uint64(0)
        fill_traits(w, m, u, fixed.traits, fixed.homes, word, here.people, key)
        for block in range(DAILY_BLOCKS):
            fill(u, block * 256, key, person, here.day, DAILY, block)
        load(w, m, columns, planes, word)
        m[VISIBLE] = m[ALIVE] & lanes_up_to(shown_to - person)
        if explicit:
            look_along(w, m, fixed, planes, person, here.people, shown_to)
        else:
            look_far(m, planes, word, here.words, here.side, shown_to, key)
            meet(m, hashed(key, MEETING_BITS, word, here.day))

        the_day(w, m, u, fixed.numbers[row], fixed.tables[row], now)

        describe(w, m)
        store(w, m, columns, planes, word)
        count_for_ward(m, m[VISIBLE], places_.counts[ward])
        request(m[APPEALED], APPEAL_RANK, places_.queues[district, 0], now)
        place = here.tally_place
        if place == BY_WARD:
            place = ward
        elif place == BY_DISTRICT:
            place = district
        tally(w, m, places_.tallies[place])
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
) -> None:
    """Make the first morning: attitudes at their anchors, welfare at income, nobody listed."""
    w = np.zeros(64 * N_LANES, dtype=np.int64)
    m = np.zeros(N_MASKS, dtype=np.uint64)
    u = np.zeros(256 * STATIC_BLOCKS, dtype=np.uint32)
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
        planes.own[word, O_AWARE] = m[KNOWS]
