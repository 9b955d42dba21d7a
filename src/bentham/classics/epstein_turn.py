"""One turn in Epstein's civil violence: risk, arrest, jail, release, killing, birth and death.

Rules of Model I and Model II, one person in one turn; the torus is that of `epstein_torus`.
"""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

from math import ceil, exp

import numpy as np

from bentham.chance.compiled import rule, small
from bentham.chance.philox import BITS, draw, fill
from bentham.classics.epstein_torus import (
    ACTIVE,
    ACTIVE_NOW,
    ACTIVES,
    AGE,
    ANY_ACTIVE,
    ARREST,
    AVERSE,
    AVERSION,
    BEHIND,
    CELL,
    CLONE,
    CLONING,
    CLOSED,
    COP,
    CRADLE,
    DIES,
    EVEN,
    FOR_EVER,
    FREE,
    FRONT,
    GONE,
    HARD,
    JAIL,
    JAILED,
    KILL,
    KILLED,
    KIND,
    LEFT,
    LIFETIME,
    MODEL,
    MOVE,
    NEXT_PERSON,
    NONE,
    NOT_YET,
    OFF_GRID,
    ONE,
    ORDER,
    OWN_TURN,
    PERSON,
    QUIET,
    REAL,
    RETURN,
    SECOND,
    SENTENCE,
    SENTENCES,
    SHARE,
    SIDE,
    STATE,
    STEPS,
    TAKEN,
    TERM,
    VIEW,
    ZERO,
    as_share,
    enter,
    leave,
    one_of,
    site_at,
    turn_to,
    words_of,
)


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
def in_view(people, sites, rules, steps, begin, end, cell, group, nth):
    """Return how many stand in view and the nth of them: actives, or free members of a group."""
    found, side = 0, rules[SIDE]
    y, x = cell // side, cell % side
    for s in range(begin, end):
        site = site_at(y + steps[s, 0], x + steps[s, 1], side)
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
def term_of(rules, numbers, number):
    """Return the days of a sentence by the rule in force."""
    longest = numbers[TERM]
    if longest >= FOR_EVER:
        return np.inf
    if rules[SENTENCES] == REAL:
        return as_share(number) * longest
    whole = np.int64(longest)
    return float(one_of(number, whole + 1 if rules[SENTENCES] == CLOSED else whole))


@rule
def arrest_one(people, traits, sites, widths, rules, numbers, key, steps, cop, tick, turn):
    """Rule C: arrest one random active in view."""
    if rules[ACTIVE_NOW] == 0:
        return
    cell, person = np.int64(people[cop, CELL]), np.int64(people[cop, PERSON])
    end = len(steps)
    many, _ = in_view(people, sites, rules, steps, rules[VIEW], end, cell, ANY_ACTIVE, NOT_YET)
    if many == 0:
        return
    nth = one_of(draw(key, person, turn, tick, ARREST, ZERO), many)
    _, who = in_view(people, sites, rules, steps, rules[VIEW], end, cell, ANY_ACTIVE, nth)
    site = np.int64(people[who, CELL])
    term = term_of(
        rules, numbers, draw(key, np.int64(people[who, PERSON]), person, tick, SENTENCE, turn)
    )
    turn_to(people, sites, widths, rules, who, QUIET)
    if term > 0.0 or rules[OWN_TURN] == 1:
        turn_to(people, sites, widths, rules, who, JAILED)
        traits[who, LEFT] = term
        if rules[JAIL] == OFF_GRID:
            leave(people, sites, widths, rules, who)
            people[who, BEHIND] = site
        elif rules[JAIL] == SHARE:
            sites[TAKEN, site] -= 1
    if rules[STEPS] == 1 and (rules[JAIL] == SHARE or sites[TAKEN, site] == 0):
        leave(people, sites, widths, rules, cop)
        enter(people, sites, widths, rules, cop, site)


@rule
def back_at(people, sites, rules, key, steps, who, tick):
    """Return where to come back: a free site in view of the arrest, or any; -1 if none is free."""
    side, cell = rules[SIDE], np.int64(people[who, BEHIND])
    y, x = cell // side, cell % side
    number = draw(key, np.int64(people[who, PERSON]), ZERO, tick, RETURN, ZERO)
    free = 0
    for s in range(rules[VIEW]):
        free += sites[TAKEN, site_at(y + steps[s, 0], x + steps[s, 1], side)] == 0
    if free > 0:
        left = one_of(number, free)
        for s in range(rules[VIEW]):
            target = site_at(y + steps[s, 0], x + steps[s, 1], side)
            left -= sites[TAKEN, target] == 0
            if left < 0:
                return target
    for target in range(side * side):
        free += sites[TAKEN, target] == 0
    if free == 0:
        return np.int64(-1)
    left = one_of(number, free)
    for target in range(side * side):
        left -= sites[TAKEN, target] == 0
        if left < 0:
            return target
    return np.int64(-1)


@rule
def release(people, sites, widths, rules, key, steps, who, tick):
    """Set free; somebody off the grid waits while the torus is full."""
    if rules[JAIL] == OFF_GRID:
        target = back_at(people, sites, rules, key, steps, who, tick)
        if target >= 0:
            people[who, STATE] = QUIET
            enter(people, sites, widths, rules, who, target)
        return
    people[who, STATE] = QUIET
    if rules[JAIL] == SHARE:
        sites[TAKEN, people[who, CELL]] += 1


@rule
def vanish(people, sites, widths, rules, who):
    """Take somebody out for good."""
    if people[who, STATE] == ACTIVE:
        rules[ACTIVE_NOW] -= 1
    if people[who, CELL] >= 0:
        jailed_here = people[who, STATE] == JAILED and rules[JAIL] == SHARE
        cell = np.int64(people[who, CELL])
        leave(people, sites, widths, rules, who)
        sites[TAKEN, cell] += jailed_here
    people[who, STATE] = GONE


@rule
def kill(people, sites, widths, rules, key, steps, free_slots, who, tick, turn, row):
    """Model II: an active kills one random free member of the other group in view."""
    cell, rival = np.int64(people[who, CELL]), np.int64(1 - people[who, KIND])
    many, _ = in_view(people, sites, rules, steps, ZERO, rules[VIEW], cell, rival, NOT_YET)
    if many == 0:
        return
    nth = one_of(draw(key, np.int64(people[who, PERSON]), turn, tick, KILL, ZERO), many)
    _, victim = in_view(people, sites, rules, steps, ZERO, rules[VIEW], cell, rival, nth)
    vanish(people, sites, widths, rules, victim)
    free_slots[rules[FREE]] = victim
    rules[FREE] += 1
    row[KILLED] += 1


@rule
def served(people, traits, sites, widths, rules, key, steps, who, tick):
    """Count down the term of somebody jailed, in her own turn; return whether she may act now."""
    if traits[who, LEFT] > 0.0:
        traits[who, LEFT] -= 1.0
        return False
    release(people, sites, widths, rules, key, steps, who, tick)
    return people[who, STATE] != JAILED


@rule
def shuffle(order, order_words, slots, word):
    """Put the slots in a random order, by one of the four words drawn for it."""
    for i in range(slots):
        order[i] = i
    for i in range(slots - 1, 0, -1):
        drawn = np.uint64(order_words[4 * (i - i % 64) + 64 * word + i % 64])
        j = np.int64((drawn * np.uint64(i + 1)) >> BITS)
        order[i], order[j] = order[j], order[i]


@rule
def uniform(order, order_words, slots):
    """Give each turn to a random slot, whoever has had one before."""
    for i in range(slots):
        drawn = np.uint64(order_words[4 * (i - i % 64) + i % 64])
        order[i] = np.int64((drawn * np.uint64(slots)) >> BITS)


@rule
def draw_words(people, rules, key, order_words, move_words, tick, slots):
    """Draw the order, by place in it, and the first four sites of everybody, by person."""
    for first in range(0, slots, 64):
        fill(order_words, 4 * first, key, first, tick, ORDER, ZERO)
        if rules[MODEL] == ONE:  # places are persons, 64 at once
            fill(move_words, 4 * first, key, first, tick, MOVE, ZERO)
            continue
        for lane in range(min(64, slots - first)):
            if people[first + lane, STATE] != GONE:
                person = np.int64(people[first + lane, PERSON])
                words = words_of(key, person, ZERO, tick, MOVE, ZERO)
                for word in range(4):
                    move_words[4 * first + 64 * word + lane] = words[word]


@rule
def births_and_deaths(
    people, traits, sites, widths, rules, numbers, key, free_slots, order, order_words, tick, slots
):
    """Model II: clone onto a free neighbouring site; die at one's age."""
    side, born_before = rules[SIDE], rules[NEXT_PERSON]
    shuffle(order, order_words, slots, SECOND)
    for i in range(slots):
        who = order[i]
        if people[who, PERSON] >= born_before or people[who, KIND] == COP:
            continue
        if people[who, CELL] < 0 or people[who, STATE] == JAILED:
            continue
        person = np.int64(people[who, PERSON])
        chosen = as_share(draw(key, person, ZERO, tick, CLONE, ZERO)) < numbers[CLONING]
        if not chosen or rules[FREE] == 0:
            continue
        free, y, x = 0, people[who, CELL] // side, people[who, CELL] % side
        for near in range(9):
            site = site_at(y + near // 3 - 1, x + near % 3 - 1, side)
            free += sites[TAKEN, site] == 0
        left = one_of(draw(key, person, ZERO, tick, CRADLE, ZERO), free) if free > 0 else -1
        for near in range(9):
            site = site_at(y + near // 3 - 1, x + near % 3 - 1, side)
            if left < 0 or sites[TAKEN, site] != 0:
                continue
            if left == 0:
                born(
                    people, traits, sites, widths, rules, numbers, key, free_slots, who, site, tick
                )
            left -= 1
    for who in range(slots):
        if people[who, KIND] != COP and people[who, STATE] != GONE and tick >= traits[who, DIES]:
            vanish(people, sites, widths, rules, who)
            free_slots[rules[FREE]] = who
            rules[FREE] += 1


@rule
def born(people, traits, sites, widths, rules, numbers, key, free_slots, parent, site, tick):
    """Put a child with her parent's group and hardship, her own aversion and age, on a site."""
    rules[FREE] -= 1
    child = free_slots[rules[FREE]]
    person = rules[NEXT_PERSON]
    rules[NEXT_PERSON] += 1
    people[child, PERSON] = person
    people[child, KIND] = people[parent, KIND]
    people[child, STATE] = QUIET
    traits[child, HARD] = traits[parent, HARD]
    traits[child, AVERSE] = as_share(draw(key, person, ZERO, ZERO, AVERSION, ZERO))
    age = as_share(draw(key, person, ZERO, ZERO, LIFETIME, ZERO)) * numbers[AGE]
    traits[child, DIES] = tick + ceil(age)
    enter(people, sites, widths, rules, child, site)
