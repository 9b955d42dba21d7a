"""A tick of Epstein's civil violence: everybody's turn, terms served, what is counted.

The activation is sequential, as in the paper: a turn sees what earlier turns of the same tick have
done. Rules stand in `epstein_turn`, the torus in `epstein_torus`.
"""
# mypy: disable-error-code="no-untyped-def,no-untyped-call"

from __future__ import annotations

import numpy as np

from bentham.chance.compiled import kernel, rule
from bentham.chance.philox import BITS
from bentham.classics.epstein_torus import (
    ACT_FIRST,
    ACTIVE,
    ACTIVE_NOW,
    ACTIVES_NEAR,
    ALL,
    AVERSE,
    BEHIND,
    CELL,
    COMPANY,
    COP,
    COPS,
    COPS_NEAR,
    COPS_ONLY,
    FIRST_GROUP,
    FORCE,
    FRONT,
    GONE,
    HARD,
    IN,
    JAILED,
    KIND,
    LEFT,
    MODEL,
    OUT,
    OWN_TURN,
    PERSON,
    QUIET,
    ROUNDING,
    ROW,
    SECOND,
    SEEN,
    SIDE,
    STATE,
    TAKEN,
    THRESHOLD,
    TURNS,
    TWICE,
    TWO,
    UNIFORM,
    UNSEEN,
    VIEW,
    WHO_MOVES,
    ZERO,
    K,
    enter,
    later_free,
    put_in_view,
    site_at,
    turn_to,
    unlink,
)
from bentham.classics.epstein_turn import (
    arrest_one,
    births_and_deaths,
    draw_words,
    kill,
    release,
    risk,
    served,
    shuffle,
    uniform,
    vanish,
)


@kernel
def place(people, sites, widths, rules):
    """Put everybody on the site that `Town.cell` names."""
    for who in range(len(people)):
        if people[who, STATE] != GONE:
            enter(people, sites, widths, rules, who, np.int64(people[who, CELL]))


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
            or not served(people, traits, sites, widths, rules, key, steps, who, tick)
        ):
            continue
        turn = np.int64(people[who, TURNS])
        people[who, TURNS] += 1
        for part in range(2):
            cell = np.int64(people[who, CELL])
            if part != rules[ACT_FIRST]:
                if is_cop:
                    if rules[ACTIVE_NOW] > 0:
                        arrest_one(
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
                    turn_to(people, sites, widths, rules, who, wants)
                if wants == ACTIVE and rules[MODEL] == TWO:
                    kill(people, sites, widths, rules, key, steps, free_slots, who, tick, turn, row)
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
                        site = site_at(y + steps[s, 0], x + steps[s, 1], side)
                        target = site if sites[TAKEN, site] == 0 else target
                if target < 0:
                    person, block = np.int64(people[who, PERSON]), ZERO if turn > 0 else SECOND
                    target = later_free(
                        sites, steps, begin, many, y, x, side, key, person, tick, turn, block
                    )
                if target < 0:
                    continue
                seen = is_cop or people[who, STATE] == ACTIVE
                if seen:
                    put_in_view(people, sites, widths, rules, who, cell, OUT)
                sites[TAKEN, cell] -= 1
                if sites[FRONT, cell] == who:
                    sites[FRONT, cell] = people[who, BEHIND]
                else:
                    unlink(people, sites[FRONT, cell], who)
                people[who, CELL] = target
                people[who, BEHIND] = sites[FRONT, target]
                sites[FRONT, target] = who
                sites[TAKEN, target] += 1
                if seen:
                    put_in_view(people, sites, widths, rules, who, target, IN)


@rule
def _terms(people, traits, sites, widths, rules, key, steps, tick, slots):
    """Count every jail term down at the end of a tick, and release."""
    for who in range(slots):
        if people[who, STATE] == JAILED:
            traits[who, LEFT] -= 1.0
            if traits[who, LEFT] <= 0.0:
                release(people, sites, widths, rules, key, steps, who, tick)


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
            vanish(people, sites, widths, rules, rules[FORCE])
        draw_words(people, rules, key, order_words, move_words, tick, slots)
        if rules[UNIFORM] == 1:
            uniform(order, order_words, slots)
        else:
            shuffle(order, order_words, slots, ZERO)
        people[:, TURNS] = 0
        _turns(
            people, traits, sites, widths, rules, numbers, key, steps, free_slots,
            order, move_words, tick, legitimacy[t], row,
        )  # fmt: skip
        if rules[OWN_TURN] == 0:
            _terms(people, traits, sites, widths, rules, key, steps, tick, slots)
        if rules[MODEL] == TWO:
            births_and_deaths(
                people, traits, sites, widths, rules, numbers, key, free_slots, order, order_words,
                tick, slots,
            )  # fmt: skip
        _counted(people, sites, rules, slots, row)
