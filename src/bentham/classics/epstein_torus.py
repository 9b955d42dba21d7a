"""The torus of Epstein's civil violence: who stands where, and what is in view.

Sites are numbered row by row on a torus of `side` x `side`. Cops take the first slots, citizens the
others. Two tables hold for every site how many cops and how many actives a citizen there has in
view; they change when a cop or an active moves or changes, never by counting anew.

Draws are keyed by (person, tick, decision), a person's further turns in the same tick apart, so
nothing depends on the order in which draws are taken. A choice of one among n by a draw of 31 or 32
bits is biased by less than n / 2^31. The activation itself is sequential, as in the paper: a turn
sees what earlier turns of the same tick have done.

Rules take the arrays of `Town` by name and one by one: as one tuple they cost four times as much,
since Numba counts references to every array at every call. Their types stand in `Town` alone.
"""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import constant, rule, small
from bentham.chance.philox import BITS, LOW, counter1, counter3, draw, philox

Ints = npt.NDArray[np.int64]
Narrow = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

# What is drawn.
HARDSHIP, AVERSION, LIFETIME, GROUP, PLACE, ORDER, MOVE, MOVE_AMONG = map(constant, range(1, 9))
ARREST, SENTENCE, RETURN, KILL, CLONE, CRADLE = map(constant, range(9, 15))

# What a person is, and is doing. GONE: dead, cut from the force, or not yet born.
COP = constant(-1)
ACTIVE, QUIET, JAILED, GONE = map(constant, range(4))

# Columns of `Town.people`. BEHIND: the next one on the same site, -1 for none (who came last
# stands first); off the grid the site of the arrest. TURNS: how many she has had in this tick.
PERSON, KIND, STATE, CELL, BEHIND, TURNS = map(constant, range(6))
# Columns of `Town.traits`.
HARD, AVERSE, LEFT, DIES = map(constant, range(4))
# Rows of `Town.sites`: who stands first, how many keep others out, how many are active, and how
# many cops and actives a citizen there has in view, herself included.
FRONT, TAKEN, ACTIVES, COPS_NEAR, ACTIVES_NEAR, ROW = map(constant, range(6))

# Counted in or out of view.
IN, OUT = constant(1), constant(-1)
# Where no second person, turn or block matters, and which of four words orders the births.
ZERO, SECOND = constant(0), constant(1)

# What `in_view` looks for, and that it shall only count.
ANY_ACTIVE = NOT_YET = constant(-1)

# Places in `Town.rules`: words of a run, the side, how many steps of `Town.steps` are
# citizens' (the others are cops'), and what changes from tick to tick.
(
    ROUNDING, TWICE, UNIFORM, ACT_FIRST, JAIL, SENTENCES, OWN_TURN, STEPS, WHO_MOVES, MODEL, SIDE,
    VIEW, FORCE, NEXT_PERSON, FREE, ACTIVE_NOW,
) = map(constant, range(16))  # fmt: skip
NONE, FLOOR, EVEN = map(constant, range(3))
OFF_GRID, BLOCK, SHARE = map(constant, range(3))
REAL, CLOSED, HALF_OPEN = map(constant, range(3))
ALL, COPS_ONLY, NOBODY = map(constant, range(3))
ONE, TWO = map(constant, range(2))
# Numbers of a run, by their place in `Town.numbers`.
K, THRESHOLD, TERM, CLONING, AGE = map(constant, range(5))

FOR_EVER = 1e9
"""A longest jail term from which nobody returns."""
SITES_A_BLOCK = 16
"""Sites in view for each block of four tried at random before the free ones are counted."""

COLUMNS = (
    "active", "quiet", "jailed", "first_group", "second_group", "cops", "unseen", "unseen_active",
    "seen", "seen_active", "company", "killed",
)  # fmt: skip
"""What is counted in each tick: at its end people by state and group, and cops; over its turns
how often a citizen with G > T decided without and with a cop in view, and went active; at its end
the sum over actives of other actives in view; over its turns the killed."""
FIRST_GROUP, COPS, UNSEEN, SEEN, COMPANY, KILLED = map(constant, (3, 5, 6, 8, 10, 11))


class Town(NamedTuple):
    """One run as it stands: the first arguments of `advance`."""

    key: np.uint64
    rules: Ints
    numbers: Floats
    people: Narrow
    traits: Floats
    free_slots: Ints
    order: Ints
    order_words: npt.NDArray[np.uint32]
    move_words: npt.NDArray[np.uint32]
    sites: Narrow
    widths: Ints
    steps: Ints


@rule
def words_of(key, person, other, tick, decision, block):
    """Return the four words of a decision of a person in a tick."""
    return philox(
        np.uint64(person) & LOW, counter1(person, other, block), np.uint64(other) & LOW,
        counter3(tick, decision), key & LOW, key >> BITS,
    )  # fmt: skip


@small
def one_of(number, many):
    """Return which one of `many` a draw of 31 bits means."""
    return (number * many) >> 31


@small
def as_share(number):
    """Return a draw of 31 bits as uniform in the open interval from 0 to 1."""
    return (number + 0.5) / 2147483648.0


@rule
def spread_view(sites, table, cell, amount, widths, side):
    """Add to the count in view of every site that sees this one."""
    y, x = cell // side, cell % side
    reach = len(widths) // 2
    for i in range(len(widths)):
        row = y + i - reach
        row = (row + side if row < 0 else row - side if row >= side else row) * side
        left, right = x - widths[i], x + widths[i] + 1
        for column in range(max(left, 0), min(right, side)):
            sites[table, row + column] += amount
        for column in range(side + left, side):
            sites[table, row + column] += amount
        for column in range(right - side):
            sites[table, row + column] += amount


@small
def site_at(y, x, side):
    """Return the site at a row and column that may lie one round outside."""
    y = y + side if y < 0 else y - side if y >= side else y
    x = x + side if x < 0 else x - side if x >= side else x
    return y * side + x


@rule
def put_in_view(people, sites, widths, rules, who, cell, amount):
    """Let everybody in view count a cop or an active in or out at this site."""
    if people[who, KIND] == COP:
        spread_view(sites, COPS_NEAR, cell, amount, widths, rules[SIDE])
    elif people[who, STATE] == ACTIVE:
        sites[ACTIVES, cell] += amount
        spread_view(sites, ACTIVES_NEAR, cell, amount, widths, rules[SIDE])


@small
def stand_on(people, sites, who, cell):
    """Put somebody on a site, before whoever stands there."""
    people[who, CELL] = cell
    people[who, BEHIND] = sites[FRONT, cell]
    sites[FRONT, cell] = who
    sites[TAKEN, cell] += 1


@rule
def unlink(people, before, who):
    """Take somebody out of the row of people on a site, of which `before` is the first."""
    while people[before, BEHIND] != who:
        before = people[before, BEHIND]
    people[before, BEHIND] = people[who, BEHIND]


@small
def step_off(people, sites, who, cell):
    """Take somebody off her site."""
    sites[TAKEN, cell] -= 1
    if sites[FRONT, cell] == who:
        sites[FRONT, cell] = people[who, BEHIND]
    else:
        unlink(people, sites[FRONT, cell], who)
    people[who, CELL] = -1


@rule
def enter(people, sites, widths, rules, who, cell):
    """Let somebody enter a site, and the view of those around it."""
    stand_on(people, sites, who, cell)
    put_in_view(people, sites, widths, rules, who, cell, IN)


@rule
def leave(people, sites, widths, rules, who):
    """Let somebody leave her site, and the view of those around it."""
    cell = np.int64(people[who, CELL])
    put_in_view(people, sites, widths, rules, who, cell, OUT)
    step_off(people, sites, who, cell)


@rule
def turn_to(people, sites, widths, rules, who, state):
    """Change a citizen's state on the site where she stands."""
    if people[who, STATE] == state:
        return
    cell = np.int64(people[who, CELL])
    if people[who, STATE] == ACTIVE:
        put_in_view(people, sites, widths, rules, who, cell, OUT)
        rules[ACTIVE_NOW] -= 1
    people[who, STATE] = state
    if state == ACTIVE:
        put_in_view(people, sites, widths, rules, who, cell, IN)
        rules[ACTIVE_NOW] += 1


@small
def first_free(sites, steps, begin, many, y, x, side, words):
    """Return the first free one of four random sites in view, -1 if none is.

    All four are looked at, since a guess by the processor which one is free fails too often.
    """
    found = -1
    for word in (words[3], words[2], words[1], words[0]):
        s = begin + np.int64((word * np.uint64(many)) >> BITS)
        target = site_at(y + steps[s, 0], x + steps[s, 1], side)
        found = target if sites[TAKEN, target] == 0 else found
    return found


@rule
def later_free(sites, steps, begin, many, y, x, side, key, person, tick, turn, first):
    """Return a free site of further random ones, then one of all free sites; -1 if none is free."""
    for block in range(first, max(many // SITES_A_BLOCK, 1)):
        words = words_of(key, person, turn, tick, MOVE, block)
        target = first_free(sites, steps, begin, many, y, x, side, words)
        if target >= 0:
            return target
    free = 0
    for s in range(begin, begin + many):
        free += sites[TAKEN, site_at(y + steps[s, 0], x + steps[s, 1], side)] == 0
    if free == 0:
        return -1
    left = one_of(draw(key, person, turn, tick, MOVE_AMONG, ZERO), free)
    for s in range(begin, begin + many):
        target = site_at(y + steps[s, 0], x + steps[s, 1], side)
        if sites[TAKEN, target] == 0:
            if left == 0:
                return target
            left -= 1
    return -1
