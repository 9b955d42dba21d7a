"""The kernel: a span of words through one day, and through the making of the first morning.

For each word: load its columns and planes, compute its traits, fill today's draws, read what
partner words showed yesterday, run the day, store, tally, and copy whoever is traced. A span writes
its own words and the private rows that it was given; nothing else.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.chance.bits import bit, count, first, lanes_up_to
from bentham.chance.compiled import kernel, rule
from bentham.chance.decisions import APPEAL_RANK, DAILY, DAILY_BLOCKS, STATIC_BLOCKS
from bentham.chance.involution import hashed, partner, permuted, tie
from bentham.chance.philox import fill
from bentham.chance.ranks import bin_of
from bentham.day import places
from bentham.day.contacts import LAYERS, meet
from bentham.day.luck import follow_up
from bentham.day.order import the_day
from bentham.day.person import (
    APPEALS_SERVED,
    CALLED,
    CLIMATE,
    COLUMN_TYPES,
    COUNTED,
    DAY,
    FIRST,
    FIRST_COUNTED,
    GRAPH,
    KEY,
    LANES,
    N_COUNTED,
    N_LANES,
    N_MASKS,
    NOW,
    OWN_PLANES,
    PROTEST_SHARE,
    SUM_OF,
    Columns,
    lane,
    mask,
    setting,
)  # fmt: skip
from bentham.evidence.lanes import (
    ADULT,
    ALIVE,
    ANCHOR,
    CLASS_0,
    CLASSES,
    COVERED,
    INCOME,
    KNOWS,
    TRAIT_MASKS,
)
from bentham.society.traits import Homes, fill_traits

N_OWN = len(OWN_PLANES)
N_CLASSES = len(CLASSES)
N_SUMS = len(SUM_OF)
TRACE_FIELDS = len(LANES) + 1
FIRST_LANE = lane(LANES[0])
MEETING_BITS = 256
"""Layer number under which a day's meetings are hashed, far above any layer of far ties."""

O_AWARE, O_WRONG, O_PENDING, O_SPOKE, O_SILENCED, O_REFUSED, O_FELT = range(N_OWN)
P_DISSENT, P_PUNISHED, P_SUPPORT = range(3)

ATTITUDE, RISK, MEMORY = lane("ATTITUDE"), lane("RISK"), lane("MEMORY")
SCORE, LISTED_UNTIL, WELFARE = lane("SCORE"), lane("LISTED_UNTIL"), lane("WELFARE")
N_DISSENT, N_PUNISHED = lane("N_DISSENT"), lane("N_PUNISHED")
N_SUPPORT, N_CONTACTS = lane("N_SUPPORT"), lane("N_CONTACTS")
SUM_LANES = tuple(lane(name) for name in SUM_OF)
AWARE, WRONG, PENDING = mask("AWARE"), mask("WRONG"), mask("PENDING")
SPOKE, SILENCED, REFUSED, FELT = mask("SPOKE"), mask("SILENCED"), mask("REFUSED"), mask("FELT")
DISSENT, PUNISHED, SUPPORT = mask("DISSENT"), mask("PUNISHED"), mask("SUPPORT")
PROTEST, OPPOSED, SUBJECT = mask("PROTEST"), mask("OPPOSED"), mask("SUBJECT")
APPEALED, KNOWING = mask("APPEALED"), mask("KNOWING")
DISSENT_YESTERDAY = mask("DISSENT_YESTERDAY")
PUNISHED_YESTERDAY = mask("PUNISHED_YESTERDAY")
SUPPORT_YESTERDAY = mask("SUPPORT_YESTERDAY")
FAR_DISSENT, FAR_PUNISHED = mask("FAR_DISSENT_0"), mask("FAR_PUNISHED_0")
FAR_TIED, KIN_FAR_PUNISHED = mask("FAR_TIED_0"), mask("KIN_FAR_PUNISHED")
FAR_SUPPORT, VISIBLE = mask("FAR_SUPPORT_0"), mask("VISIBLE")
KIN_PUNISHED = mask("KIN_PUNISHED")
START, START_AWARE = setting("SCORE_START"), setting("START_AWARE")
START_UNAWARE, START_MEMORY = setting("START_UNAWARE"), setting("START_MEMORY")

BY_WARD, BY_DISTRICT = -1, -2
"""Values of `Here.tally_place` that ask for finer tallies than by region."""

assert len(COUNTED) < 64, "a traced person's marks of a day must fit one word"
assert set(COLUMN_TYPES) == set(Columns._fields)


class Planes(NamedTuple):
    """The stored planes: public ones of yesterday and today, own ones."""

    yesterday: npt.NDArray[np.uint64]  # [word, public plane]
    today: npt.NDArray[np.uint64]
    own: npt.NDArray[np.uint64]  # [word, own plane]


class Fixed(NamedTuple):
    """What does not change during a run."""

    homes: Homes
    traits: npt.NDArray[np.int32]
    numbers: npt.NDArray[np.int64]  # [row, number]
    tables: npt.NDArray[np.int64]  # [row, table entry]
    row_of_ward: npt.NDArray[np.int64]
    ties_from: npt.NDArray[np.int64]  # [person + 1], empty without an explicit graph
    ties_to: npt.NDArray[np.int64]
    trace_from: npt.NDArray[np.int64]  # [word + 1], empty if nobody is traced
    trace_who: npt.NDArray[np.int64]  # traced people, in order


class Places(NamedTuple):
    """State of the places, and what one worker counts in them."""

    wards: npt.NDArray[np.int64]  # [ward, PLACE_STATE]
    served: npt.NDArray[np.int64]  # [district, queue]: rank below which requests are served
    counts: npt.NDArray[np.int64]  # [ward, PLACE_COUNTS], private to the worker
    queues: npt.NDArray[np.int64]  # [district, queue, bin], private to the worker
    tallies: npt.NDArray[np.int64]  # [place, class, TALLIES], private to the worker
    traced: npt.NDArray[np.int64]  # [traced person, TRACE_FIELDS]


class Here(NamedTuple):
    """Where a span lies, and when."""

    region_start: int
    ward_start: int
    district_start: int
    tally_place: int  # row of the tallies, or -1: by ward, -2: by district
    people: int
    isolated: int
    words: int
    side: int
    day: int


@rule
def _load(
    w: npt.NDArray[np.int64], m: npt.NDArray[np.uint64], columns: Columns, planes: Planes, word: int
) -> None:
    """Bring a word's columns and planes into lanes and masks."""
    first = word * 64
    for i in range(64):
        w[ATTITUDE + i] = columns.attitude[first + i]
        w[RISK + i] = columns.risk[first + i]
    if columns.memory.size > 0:
        for i in range(64):
            w[MEMORY + i] = columns.memory[first + i]
    if columns.score.size > 0:
        for i in range(64):
            w[SCORE + i] = columns.score[first + i]
    if columns.listed_until.size > 0:
        for i in range(64):
            w[LISTED_UNTIL + i] = columns.listed_until[first + i]
    for i in range(64):
        w[WELFARE + i] = columns.welfare[first + i]
    own = planes.own
    m[AWARE] = own[word, O_AWARE]
    m[WRONG] = own[word, O_WRONG]
    m[PENDING] = own[word, O_PENDING]
    m[SPOKE] = own[word, O_SPOKE]
    m[SILENCED] = own[word, O_SILENCED]
    m[REFUSED] = own[word, O_REFUSED]
    m[FELT] = own[word, O_FELT]
    m[DISSENT_YESTERDAY] = planes.yesterday[word, P_DISSENT]
    m[PUNISHED_YESTERDAY] = planes.yesterday[word, P_PUNISHED]
    m[SUPPORT_YESTERDAY] = planes.yesterday[word, P_SUPPORT]


@rule
def _store(
    w: npt.NDArray[np.int64],
    m: npt.NDArray[np.uint64],
    columns: Columns,
    planes: Planes,
    word: int,
) -> None:
    """Write a word's columns and planes back."""
    first = word * 64
    for i in range(64):
        columns.attitude[first + i] = np.int16(w[ATTITUDE + i])
        columns.risk[first + i] = np.uint8(w[RISK + i])
    if columns.memory.size > 0:
        for i in range(64):
            columns.memory[first + i] = np.int16(w[MEMORY + i])
    if columns.score.size > 0:
        for i in range(64):
            columns.score[first + i] = np.int16(w[SCORE + i])
    if columns.listed_until.size > 0:
        for i in range(64):
            columns.listed_until[first + i] = np.uint16(w[LISTED_UNTIL + i])
    for i in range(64):
        columns.welfare[first + i] = np.uint16(w[WELFARE + i])
    own = planes.own
    own[word, O_AWARE] = m[AWARE]
    own[word, O_WRONG] = m[WRONG]
    own[word, O_PENDING] = m[PENDING]
    own[word, O_SPOKE] = m[SPOKE]
    own[word, O_SILENCED] = m[SILENCED]
    own[word, O_REFUSED] = m[REFUSED]
    own[word, O_FELT] = m[FELT]
    planes.today[word, P_DISSENT] = m[DISSENT]
    planes.today[word, P_PUNISHED] = m[PUNISHED]
    planes.today[word, P_SUPPORT] = m[SUPPORT]


@rule
def _look_far(
    m: npt.NDArray[np.uint64],
    planes: Planes,
    word: int,
    words: int,
    side: int,
    shown_to: int,
    key: np.uint64,
) -> None:
    """Read what the partner words showed yesterday: one cache line a layer for 64 people."""
    for layer in range(LAYERS):
        other = partner(word, layer, words, side, key)
        tied = np.uint64(0)
        dissent = np.uint64(0)
        punished = np.uint64(0)
        support = np.uint64(0)
        if other != word:
            shift, tied = tie(word, other, layer, key)
            tied &= permuted(lanes_up_to(shown_to - other * 64), shift)
            dissent = permuted(planes.yesterday[other, P_DISSENT], shift) & tied
            punished = permuted(planes.yesterday[other, P_PUNISHED], shift) & tied
            support = permuted(planes.yesterday[other, P_SUPPORT], shift) & tied
        m[FAR_TIED + layer] = tied
        m[FAR_DISSENT + layer] = dissent
        m[FAR_PUNISHED + layer] = punished
        m[FAR_SUPPORT + layer] = support
    m[KIN_FAR_PUNISHED] = m[FAR_PUNISHED]


@rule
def _look_along(
    w: npt.NDArray[np.int64],
    m: npt.NDArray[np.uint64],
    fixed: Fixed,
    planes: Planes,
    first: int,
    people: int,
    shown_to: int,
) -> None:
    """Count contacts along an explicit graph, in place of meetings and far ties."""
    m[KIN_PUNISHED] = np.uint64(0)
    for i in range(64):
        dissent = 0
        punished = 0
        support = 0
        contacts = 0
        if first + i < people:
            for e in range(fixed.ties_from[first + i], fixed.ties_from[first + i + 1]):
                other = fixed.ties_to[e]
                if other >= shown_to:
                    continue
                dissent += bit(planes.yesterday[other >> 6, P_DISSENT], other & 63)
                punished += bit(planes.yesterday[other >> 6, P_PUNISHED], other & 63)
                support += bit(planes.yesterday[other >> 6, P_SUPPORT], other & 63)
                contacts += 1
        w[N_DISSENT + i] = dissent
        w[N_PUNISHED + i] = punished
        w[N_SUPPORT + i] = support
        w[N_CONTACTS + i] = contacts


@rule
def _tally(
    w: npt.NDArray[np.int64], m: npt.NDArray[np.uint64], tallies: npt.NDArray[np.int64]
) -> None:
    """Add a word to the tallies of its place: adults, counted masks, sums of lanes, by class."""
    for k in range(N_CLASSES):
        adults = m[CLASS_0 + k] & m[ADULT]
        if adults == 0:
            continue
        tallies[k, 0] += count(adults)
        for c in range(N_COUNTED):
            tallies[k, 1 + c] += count(m[FIRST_COUNTED + c] & adults)
        for s in range(N_SUMS):
            total = np.int64(0)
            start = SUM_LANES[s]
            for i in range(64):
                total += w[start + i] * bit(adults, i)
            tallies[k, 1 + N_COUNTED + s] += total


@rule
def _trace(
    w: npt.NDArray[np.int64],
    m: npt.NDArray[np.uint64],
    fixed: Fixed,
    traced: npt.NDArray[np.int64],
    word: int,
) -> None:
    """Copy the marked lanes of a word: the day's lanes, and the counted masks as bits."""
    for row in range(fixed.trace_from[word], fixed.trace_from[word + 1]):
        i = fixed.trace_who[row] & 63
        for k in range(TRACE_FIELDS - 1):
            traced[row, k] = w[FIRST_LANE + 64 * k + i]
        marks = np.uint64(0)
        for c in range(N_COUNTED):
            marks |= ((m[FIRST_COUNTED + c] >> np.uint64(i)) & np.uint64(1)) << np.uint64(c)
        traced[row, TRACE_FIELDS - 1] = np.int64(marks)


@rule
def _describe(w: npt.NDArray[np.int64], m: npt.NDArray[np.uint64]) -> None:
    """Mark what is counted of everybody, whichever systems are on."""
    opposed = np.uint64(0)
    for i in range(64):
        opposed |= np.uint64(w[ATTITUDE + i] > 0) << np.uint64(i)
    m[OPPOSED] = opposed & m[ADULT]
    m[SUBJECT] = m[COVERED]


@rule
def _count(m: npt.NDArray[np.uint64], shown: np.uint64, counts: npt.NDArray[np.int64]) -> None:
    """Count what a ward sees of the people of a word."""
    counts[places.ADULTS] += count(m[ADULT] & shown)
    counts[places.DISSENT] += count(m[DISSENT] & shown)
    counts[places.SUPPORT] += count(m[SUPPORT] & shown)
    counts[places.PROTEST] += count(m[PROTEST] & shown)


@rule
def _request(
    asking: np.uint64, decision: int, queue: npt.NDArray[np.int64], now: npt.NDArray[np.int64]
) -> None:
    """Put today's requests of a word for a scarce service into the bins of their ranks."""
    while asking != 0:
        i = first(asking)
        asking &= asking - np.uint64(1)
        queue[bin_of(follow_up(i, decision, 0, now))] += 1


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
        _load(w, m, columns, planes, word)
        m[VISIBLE] = m[ALIVE] & lanes_up_to(shown_to - person)
        if explicit:
            _look_along(w, m, fixed, planes, person, here.people, shown_to)
        else:
            _look_far(m, planes, word, here.words, here.side, shown_to, key)
            meet(m, hashed(key, MEETING_BITS, word, here.day))

        the_day(w, m, u, fixed.numbers[row], fixed.tables[row], now)

        _describe(w, m)
        _store(w, m, columns, planes, word)
        _count(m, m[VISIBLE], places_.counts[ward])
        _request(m[APPEALED], APPEAL_RANK, places_.queues[district, 0], now)
        place = here.tally_place
        if place == BY_WARD:
            place = ward
        elif place == BY_DISTRICT:
            place = district
        _tally(w, m, places_.tallies[place])
        if fixed.trace_from.size > 0:
            _trace(w, m, fixed, places_.traced, word)


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
