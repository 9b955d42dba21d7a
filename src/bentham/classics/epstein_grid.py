"""The torus of Epstein's civil violence: all compiled rules, of Model I and Model II.

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

from math import ceil, exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bentham.chance.compiled import constant, kernel, rule, small
from bentham.chance.philox import BITS, LOW, counter1, counter3, draw, fill, philox

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

# What `_in_view` looks for, and that it shall only count.
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
def _words(key, person, other, tick, decision, block):
    return philox(
        np.uint64(person) & LOW, counter1(person, other, block), np.uint64(other) & LOW,
        counter3(tick, decision), key & LOW, key >> BITS,
    )  # fmt: skip


@small
def _among(number, many):
    """Return which one of `many` a draw of 31 bits means."""
    return (number * many) >> 31


@small
def _share(number):
    """Return a draw of 31 bits as uniform in the open interval from 0 to 1."""
    return (number + 0.5) / 2147483648.0


@rule
def _spread(sites, table, cell, amount, widths, side):
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
def _site(y, x, side):
    """Return the site at a row and column that may lie one round outside."""
    y = y + side if y < 0 else y - side if y >= side else y
    x = x + side if x < 0 else x - side if x >= side else x
    return y * side + x


@rule
def _seen(people, sites, widths, rules, who, cell, amount):
    """Let everybody in view count a cop or an active in or out at this site."""
    if people[who, KIND] == COP:
        _spread(sites, COPS_NEAR, cell, amount, widths, rules[SIDE])
    elif people[who, STATE] == ACTIVE:
        sites[ACTIVES, cell] += amount
        _spread(sites, ACTIVES_NEAR, cell, amount, widths, rules[SIDE])


@small
def _on(people, sites, who, cell):
    people[who, CELL] = cell
    people[who, BEHIND] = sites[FRONT, cell]
    sites[FRONT, cell] = who
    sites[TAKEN, cell] += 1


@rule
def _unlink(people, before, who):
    """Take somebody out of the row of people on a site, of which `before` is the first."""
    while people[before, BEHIND] != who:
        before = people[before, BEHIND]
    people[before, BEHIND] = people[who, BEHIND]


@small
def _off(people, sites, who, cell):
    sites[TAKEN, cell] -= 1
    if sites[FRONT, cell] == who:
        sites[FRONT, cell] = people[who, BEHIND]
    else:
        _unlink(people, sites[FRONT, cell], who)
    people[who, CELL] = -1


@rule
def _enter(people, sites, widths, rules, who, cell):
    _on(people, sites, who, cell)
    _seen(people, sites, widths, rules, who, cell, IN)


@rule
def _leave(people, sites, widths, rules, who):
    cell = np.int64(people[who, CELL])
    _seen(people, sites, widths, rules, who, cell, OUT)
    _off(people, sites, who, cell)


@rule
def _turn_to(people, sites, widths, rules, who, state):
    """Change a citizen's state on the site where she stands."""
    if people[who, STATE] == state:
        return
    cell = np.int64(people[who, CELL])
    if people[who, STATE] == ACTIVE:
        _seen(people, sites, widths, rules, who, cell, OUT)
        rules[ACTIVE_NOW] -= 1
    people[who, STATE] = state
    if state == ACTIVE:
        _seen(people, sites, widths, rules, who, cell, IN)
        rules[ACTIVE_NOW] += 1


@small
def _first_free(sites, steps, begin, many, y, x, side, words):
    """Return the first free one of four random sites in view, -1 if none is.

    All four are looked at, since a guess by the processor which one is free fails too often.
    """
    found = -1
    for word in (words[3], words[2], words[1], words[0]):
        s = begin + np.int64((word * np.uint64(many)) >> BITS)
        target = _site(y + steps[s, 0], x + steps[s, 1], side)
        found = target if sites[TAKEN, target] == 0 else found
    return found


@rule
def _later_free(sites, steps, begin, many, y, x, side, key, person, tick, turn, first):
    """Return a free site of further random ones, then one of all free sites; -1 if none is free."""
    for block in range(first, max(many // SITES_A_BLOCK, 1)):
        words = _words(key, person, turn, tick, MOVE, block)
        target = _first_free(sites, steps, begin, many, y, x, side, words)
        if target >= 0:
            return target
    free = 0
    for s in range(begin, begin + many):
        free += sites[TAKEN, _site(y + steps[s, 0], x + steps[s, 1], side)] == 0
    if free == 0:
        return -1
    left = _among(draw(key, person, turn, tick, MOVE_AMONG, ZERO), free)
    for s in range(begin, begin + many):
        target = _site(y + steps[s, 0], x + steps[s, 1], side)
        if sites[TAKEN, target] == 0:
            if left == 0:
                return target
            left -= 1
    return -1


@small
def risk(cops, actives, rounding, k):
    """Return P = 1 - exp(-k C/A), C/A as it is, rounded down, or to the nearest, halves to even."""
    if rounding == NONE:
        return 1.0 - exp(-k * (cops / actives))
    ratio = cops // actives
    if rounding == EVEN:
        twice = 2 * (cops - ratio * actives)
        ratio += twice > actives or (twice == actives and ratio % 2 == 1)
    return 1.0 - exp(-k * ratio)


@rule
def _in_view(people, sites, rules, steps, begin, end, cell, group, nth):
    """Return how many stand in view and the nth of them: actives, or free members of a group."""
    found, side = 0, rules[SIDE]
    y, x = cell // side, cell % side
    for s in range(begin, end):
        site = _site(y + steps[s, 0], x + steps[s, 1], side)
        if group < 0 and sites[ACTIVES, site] == 0:
            continue
        who = np.int64(sites[FRONT, site])
        while who >= 0:
            if (
                people[who, STATE] == ACTIVE
                if group < 0
                else (people[who, KIND] == group and people[who, STATE] != JAILED)
            ):
                if found == nth:
                    return found, who
                found += 1
            who = np.int64(people[who, BEHIND])
    return found, np.int64(-1)


@rule
def _sentence(rules, numbers, number):
    longest = numbers[TERM]
    if longest >= FOR_EVER:
        return np.inf
    if rules[SENTENCES] == REAL:
        return _share(number) * longest
    whole = np.int64(longest)
    return float(_among(number, whole + 1 if rules[SENTENCES] == CLOSED else whole))


@rule
def _arrest(people, traits, sites, widths, rules, numbers, key, steps, cop, tick, turn):
    """Rule C: arrest one random active in view."""
    if rules[ACTIVE_NOW] == 0:
        return
    cell, person = np.int64(people[cop, CELL]), np.int64(people[cop, PERSON])
    end = len(steps)
    many, _ = _in_view(people, sites, rules, steps, rules[VIEW], end, cell, ANY_ACTIVE, NOT_YET)
    if many == 0:
        return
    nth = _among(draw(key, person, turn, tick, ARREST, ZERO), many)
    _, who = _in_view(people, sites, rules, steps, rules[VIEW], end, cell, ANY_ACTIVE, nth)
    site = np.int64(people[who, CELL])
    term = _sentence(
        rules, numbers, draw(key, np.int64(people[who, PERSON]), person, tick, SENTENCE, turn)
    )
    _turn_to(people, sites, widths, rules, who, QUIET)
    if term > 0.0 or rules[OWN_TURN] == 1:
        _turn_to(people, sites, widths, rules, who, JAILED)
        traits[who, LEFT] = term
        if rules[JAIL] == OFF_GRID:
            _leave(people, sites, widths, rules, who)
            people[who, BEHIND] = site
        elif rules[JAIL] == SHARE:
            sites[TAKEN, site] -= 1
    if rules[STEPS] == 1 and (rules[JAIL] == SHARE or sites[TAKEN, site] == 0):
        _leave(people, sites, widths, rules, cop)
        _enter(people, sites, widths, rules, cop, site)


@rule
def _back_at(people, sites, rules, key, steps, who, tick):
    """Return where to come back: a free site in view of the arrest, or any; -1 if none is free."""
    side, cell = rules[SIDE], np.int64(people[who, BEHIND])
    y, x = cell // side, cell % side
    number = draw(key, np.int64(people[who, PERSON]), ZERO, tick, RETURN, ZERO)
    free = 0
    for s in range(rules[VIEW]):
        free += sites[TAKEN, _site(y + steps[s, 0], x + steps[s, 1], side)] == 0
    if free > 0:
        left = _among(number, free)
        for s in range(rules[VIEW]):
            target = _site(y + steps[s, 0], x + steps[s, 1], side)
            left -= sites[TAKEN, target] == 0
            if left < 0:
                return target
    for target in range(side * side):
        free += sites[TAKEN, target] == 0
    if free == 0:
        return np.int64(-1)
    left = _among(number, free)
    for target in range(side * side):
        left -= sites[TAKEN, target] == 0
        if left < 0:
            return target
    return np.int64(-1)


@rule
def _release(people, sites, widths, rules, key, steps, who, tick):
    """Set free; somebody off the grid waits while the torus is full."""
    if rules[JAIL] == OFF_GRID:
        target = _back_at(people, sites, rules, key, steps, who, tick)
        if target >= 0:
            people[who, STATE] = QUIET
            _enter(people, sites, widths, rules, who, target)
        return
    people[who, STATE] = QUIET
    if rules[JAIL] == SHARE:
        sites[TAKEN, people[who, CELL]] += 1


@rule
def _vanish(people, sites, widths, rules, who):
    """Take somebody out for good."""
    if people[who, STATE] == ACTIVE:
        rules[ACTIVE_NOW] -= 1
    if people[who, CELL] >= 0:
        jailed_here = people[who, STATE] == JAILED and rules[JAIL] == SHARE
        cell = np.int64(people[who, CELL])
        _leave(people, sites, widths, rules, who)
        sites[TAKEN, cell] += jailed_here
    people[who, STATE] = GONE


@rule
def _kill(people, sites, widths, rules, key, steps, free_slots, who, tick, turn, row):
    """Model II: an active kills one random free member of the other group in view."""
    cell, rival = np.int64(people[who, CELL]), np.int64(1 - people[who, KIND])
    many, _ = _in_view(people, sites, rules, steps, ZERO, rules[VIEW], cell, rival, NOT_YET)
    if many == 0:
        return
    nth = _among(draw(key, np.int64(people[who, PERSON]), turn, tick, KILL, ZERO), many)
    _, victim = _in_view(people, sites, rules, steps, ZERO, rules[VIEW], cell, rival, nth)
    _vanish(people, sites, widths, rules, victim)
    free_slots[rules[FREE]] = victim
    rules[FREE] += 1
    row[KILLED] += 1


@rule
def _served(people, traits, sites, widths, rules, key, steps, who, tick):
    """Count down the term of somebody jailed, in her own turn; return whether she may act now."""
    if traits[who, LEFT] > 0.0:
        traits[who, LEFT] -= 1.0
        return False
    _release(people, sites, widths, rules, key, steps, who, tick)
    return people[who, STATE] != JAILED


@rule
def _shuffle(order, order_words, slots, word):
    """Put the slots in a random order, by one of the four words drawn for it."""
    for i in range(slots):
        order[i] = i
    for i in range(slots - 1, 0, -1):
        drawn = np.uint64(order_words[4 * (i - i % 64) + 64 * word + i % 64])
        j = np.int64((drawn * np.uint64(i + 1)) >> BITS)
        order[i], order[j] = order[j], order[i]


@rule
def _uniform(order, order_words, slots):
    """Give each turn to a random slot, whoever has had one before."""
    for i in range(slots):
        drawn = np.uint64(order_words[4 * (i - i % 64) + i % 64])
        order[i] = np.int64((drawn * np.uint64(slots)) >> BITS)


@rule
def _drawn(people, rules, key, order_words, move_words, tick, slots):
    """Draw the order, by place in it, and the first four sites of everybody, by person."""
    for first in range(0, slots, 64):
        fill(order_words, 4 * first, key, first, tick, ORDER, ZERO)
        if rules[MODEL] == ONE:  # places are persons, 64 at once
            fill(move_words, 4 * first, key, first, tick, MOVE, ZERO)
            continue
        for lane in range(min(64, slots - first)):
            if people[first + lane, STATE] != GONE:
                person = np.int64(people[first + lane, PERSON])
                words = _words(key, person, ZERO, tick, MOVE, ZERO)
                for word in range(4):
                    move_words[4 * first + 64 * word + lane] = words[word]


@rule
def _births_and_deaths(
    people, traits, sites, widths, rules, numbers, key, free_slots, order, order_words, tick, slots
):
    """Model II: clone onto a free neighbouring site; die at one's age."""
    side, born_before = rules[SIDE], rules[NEXT_PERSON]
    _shuffle(order, order_words, slots, SECOND)
    for i in range(slots):
        who = order[i]
        if people[who, PERSON] >= born_before or people[who, KIND] == COP:
            continue
        if people[who, CELL] < 0 or people[who, STATE] == JAILED:
            continue
        person = np.int64(people[who, PERSON])
        chosen = _share(draw(key, person, ZERO, tick, CLONE, ZERO)) < numbers[CLONING]
        if not chosen or rules[FREE] == 0:
            continue
        free, y, x = 0, people[who, CELL] // side, people[who, CELL] % side
        for near in range(9):
            site = _site(y + near // 3 - 1, x + near % 3 - 1, side)
            free += sites[TAKEN, site] == 0
        left = _among(draw(key, person, ZERO, tick, CRADLE, ZERO), free) if free > 0 else -1
        for near in range(9):
            site = _site(y + near // 3 - 1, x + near % 3 - 1, side)
            if left < 0 or sites[TAKEN, site] != 0:
                continue
            if left == 0:
                _born(
                    people, traits, sites, widths, rules, numbers, key, free_slots, who, site, tick
                )
            left -= 1
    for who in range(slots):
        if people[who, KIND] != COP and people[who, STATE] != GONE and tick >= traits[who, DIES]:
            _vanish(people, sites, widths, rules, who)
            free_slots[rules[FREE]] = who
            rules[FREE] += 1


@rule
def _born(people, traits, sites, widths, rules, numbers, key, free_slots, parent, site, tick):
    """Put a child with her parent's group and hardship, her own aversion and age, on a site."""
    rules[FREE] -= 1
    child = free_slots[rules[FREE]]
    person = rules[NEXT_PERSON]
    rules[NEXT_PERSON] += 1
    people[child, PERSON] = person
    people[child, KIND] = people[parent, KIND]
    people[child, STATE] = QUIET
    traits[child, HARD] = traits[parent, HARD]
    traits[child, AVERSE] = _share(draw(key, person, ZERO, ZERO, AVERSION, ZERO))
    age = _share(draw(key, person, ZERO, ZERO, LIFETIME, ZERO)) * numbers[AGE]
    traits[child, DIES] = tick + ceil(age)
    _enter(people, sites, widths, rules, child, site)


@kernel
def place(people, sites, widths, rules):
    """Put everybody on the site that `Town.cell` names."""
    for who in range(len(people)):
        if people[who, STATE] != GONE:
            _enter(people, sites, widths, rules, who, np.int64(people[who, CELL]))


@rule
def _turns(  # noqa: PLR0912, PLR0915
    people, traits, sites, widths, rules, numbers, key, steps, free_slots, order, move_words, tick,
    legitimacy, row,
):  # fmt: skip
    """Give everybody her turn, one after the other.

    Rules M and A stand here in full. As functions of their own they took twice as long, even when
    copied in by LLVM: Numba counts references to their arrays at every call, and drops that only
    from functions of a few branches.
    """
    side, threshold = rules[SIDE], numbers[THRESHOLD]
    for i in range(len(order)):
        who = order[i]
        state = np.int64(people[who, STATE])
        if state == GONE:
            continue
        is_cop = people[who, KIND] == COP
        if state == JAILED and (
            rules[OWN_TURN] == 0
            or not _served(people, traits, sites, widths, rules, key, steps, who, tick)
        ):
            continue
        turn = np.int64(people[who, TURNS])
        people[who, TURNS] += 1
        for part in range(2):
            cell = np.int64(people[who, CELL])
            if part != rules[ACT_FIRST]:
                if is_cop:
                    if rules[ACTIVE_NOW] > 0:
                        _arrest(
                            people, traits, sites, widths, rules, numbers, key, steps,
                            who, tick, turn,
                        )  # fmt: skip
                    continue
                # Rule A: active iff G - R P > T, G = H (1 - L). R P is never negative, so nobody
                # with G <= T goes active.
                grievance = traits[who, HARD] * (1.0 - legitimacy)
                wants = QUIET
                if grievance > threshold:
                    cops = np.int64(sites[COPS_NEAR, cell])
                    actives = 1 + np.int64(sites[ACTIVES_NEAR, cell])
                    if people[who, STATE] == ACTIVE and rules[TWICE] == 0:
                        actives -= 1
                    p = risk(cops, actives, rules[ROUNDING], numbers[K]) if cops > 0 else 0.0
                    if grievance - traits[who, AVERSE] * p > threshold:
                        wants = ACTIVE
                    column = SEEN if cops > 0 else UNSEEN
                    row[column] += 1
                    row[column + 1] += wants == ACTIVE
                if people[who, STATE] != wants:
                    _turn_to(people, sites, widths, rules, who, wants)
                if wants == ACTIVE and rules[MODEL] == TWO:
                    _kill(
                        people, sites, widths, rules, key, steps, free_slots, who, tick, turn, row
                    )
            elif rules[WHO_MOVES] == ALL or (rules[WHO_MOVES] == COPS_ONLY and is_cop):
                # Rule M: go to a random free site in view, if there is one. All four first sites
                # are looked at: a guess by the processor which one is free fails too often.
                begin = rules[VIEW] if is_cop else ZERO
                many = (len(steps) - begin if is_cop else rules[VIEW]) - 1  # without the own site
                y = np.int64(sites[ROW, cell])
                x = cell - y * side
                at = 4 * (who - who % 64) + who % 64
                target = np.int64(-1)
                if turn == 0:
                    for word in range(3, -1, -1):
                        drawn = np.uint64(move_words[at + 64 * word])
                        s = begin + np.int64((drawn * np.uint64(many)) >> BITS)
                        site = _site(y + steps[s, 0], x + steps[s, 1], side)
                        target = site if sites[TAKEN, site] == 0 else target
                if target < 0:
                    person, block = np.int64(people[who, PERSON]), ZERO if turn > 0 else SECOND
                    target = _later_free(
                        sites, steps, begin, many, y, x, side, key, person, tick, turn, block
                    )
                if target < 0:
                    continue
                seen = is_cop or people[who, STATE] == ACTIVE
                if seen:
                    _seen(people, sites, widths, rules, who, cell, OUT)
                sites[TAKEN, cell] -= 1
                if sites[FRONT, cell] == who:
                    sites[FRONT, cell] = people[who, BEHIND]
                else:
                    _unlink(people, sites[FRONT, cell], who)
                people[who, CELL] = target
                people[who, BEHIND] = sites[FRONT, target]
                sites[FRONT, target] = who
                sites[TAKEN, target] += 1
                if seen:
                    _seen(people, sites, widths, rules, who, target, IN)


@rule
def _terms(people, traits, sites, widths, rules, key, steps, tick, slots):
    """Count every jail term down at the end of a tick, and release."""
    for who in range(slots):
        if people[who, STATE] == JAILED:
            traits[who, LEFT] -= 1.0
            if traits[who, LEFT] <= 0.0:
                _release(people, sites, widths, rules, key, steps, who, tick)


@rule
def _counted(people, sites, rules, slots, row):
    for who in range(slots):
        if people[who, KIND] != COP and people[who, STATE] != GONE:
            row[people[who, STATE]] += 1
            row[FIRST_GROUP + people[who, KIND]] += 1
            if people[who, STATE] == ACTIVE:
                row[COMPANY] += sites[ACTIVES_NEAR, people[who, CELL]] - 1
    row[COPS] = rules[FORCE]


@kernel
def advance(
    key, rules, numbers, people, traits, free_slots, order, order_words, move_words, sites, widths,
    steps, counts, legitimacy, force, first,
):  # fmt: skip
    """Run ticks ``first + 1`` to ``first + len(counts)`` and count each.

    Parameters
    ----------
    key, ... : Town
        Changed in place.
    counts : array of int64, ticks by `COLUMNS`
        Written.
    legitimacy, force : arrays
        Legitimacy and the number of cops by tick.
    first : int
        Ticks that have been run before.
    """
    slots = len(people)
    for t in range(len(counts)):
        tick, row = first + t + 1, counts[t]
        row[:] = 0
        while rules[FORCE] > force[t]:
            rules[FORCE] -= 1
            _vanish(people, sites, widths, rules, rules[FORCE])
        _drawn(people, rules, key, order_words, move_words, tick, slots)
        if rules[UNIFORM] == 1:
            _uniform(order, order_words, slots)
        else:
            _shuffle(order, order_words, slots, ZERO)
        people[:, TURNS] = 0
        _turns(
            people, traits, sites, widths, rules, numbers, key, steps, free_slots,
            order, move_words, tick, legitimacy[t], row,
        )  # fmt: skip
        if rules[OWN_TURN] == 0:
            _terms(people, traits, sites, widths, rules, key, steps, tick, slots)
        if rules[MODEL] == TWO:
            _births_and_deaths(
                people, traits, sites, widths, rules, numbers, key, free_slots, order, order_words,
                tick, slots,
            )  # fmt: skip
        _counted(people, sites, rules, slots, row)
