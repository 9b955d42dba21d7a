"""A naive twin of Epstein's model, written from its rules: person by person, nothing remembered.

It shares nothing with the package but the draws' numbers and the settings. What is in view is
counted anew each time; who stands where is found by asking everybody.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from bentham.classics import epstein_grid as grid
from bentham.classics import epstein_torus as torus
from bentham.classics import luck
from bentham.classics.epstein_runs import force_path, legitimacy_path, town
from bentham.classics.epstein_settings import settings_of

LOW = 0xFFFFFFFF


def philox(key: int, person: int, other: int, tick: int, decision: int, block: int) -> list[int]:
    """Philox4x32-10 on big integers, and the counter layout of `bentham.chance.philox`."""
    c = [int(person) & LOW, int(block), int(other) & LOW, int(tick) << 16 | int(decision)]
    k0, k1 = key & LOW, key >> 32
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [p1 >> 32 ^ c[1] ^ k0, p1 & LOW, p0 >> 32 ^ c[3] ^ k1, p0 & LOW]
        k0, k1 = k0 + 0x9E3779B9 & LOW, k1 + 0xBB67AE85 & LOW
    return c


class Person:
    def __init__(self, slot: int, person: int, kind: int, site: tuple[int, int] | None):
        self.slot, self.person, self.kind, self.site = slot, person, kind, site
        self.state, self.term, self.arrested_at, self.came, self.turns = (
            torus.QUIET,
            0.0,
            None,
            0,
            0,
        )
        self.hardship = self.aversion = 0.0
        self.dies = math.inf

    @property
    def is_cop(self) -> bool:
        return self.kind == torus.COP


class Twin:
    def __init__(self, settings: dict, seed: int):
        self.s, self.side = settings, int(settings["side"])
        self.key, self.tick, self.clock = int(luck.key("epstein", seed)), 0, 0
        sites = self.side**2
        drawn = [self.draw(site, 0, torus.PLACE, tick=0) for site in range(sites)]
        if settings["population"] == "by-site":
            shares = [(d + 0.5) / 2**31 for d in drawn]
            people, all_of_us = settings["citizens"], settings["citizens"] + settings["cops"]
            cops = [i for i in range(sites) if people <= shares[i] < all_of_us]
            citizens = [i for i in range(sites) if shares[i] < people]
        else:
            order = sorted(range(sites), key=lambda site: (drawn[site], site))
            cut = round(settings["cops"] * sites)
            cops, citizens = order[:cut], order[cut : cut + round(settings["citizens"] * sites)]
        self.people: dict[int, Person] = {}
        for slot, site in enumerate([*cops, *citizens]):
            kind = torus.COP if slot < len(cops) else 0
            if kind == 0 and settings["model"] == "two":
                kind = int(self.share(slot, torus.GROUP) >= 0.5)
            who = self.people[slot] = Person(slot, slot, kind, None)
            who.hardship, who.aversion = (
                self.share(slot, d) for d in (torus.HARDSHIP, torus.AVERSION)
            )
            who.dies = math.ceil(self.share(slot, torus.LIFETIME) * settings["max_age"])
            self.put(who, divmod(site, self.side))
        self.next_person = len(self.people)
        self.slots = len(self.people)
        if settings["model"] == "two":
            self.slots = len(cops) + 2 * sites
        self.free_slots = list(range(self.slots - 1, self.next_person - 1, -1))
        self.force = len(cops)

    def words(self, person: int, other: int, decision: int, block: int = 0, tick=None) -> list[int]:
        return philox(self.key, person, other, self.tick if tick is None else tick, decision, block)

    def draw(self, person: int, other: int, decision: int, block: int = 0, tick=None) -> int:
        return self.words(person, other, decision, block, tick)[0] >> 1

    def share(self, person: int, decision: int) -> float:
        return (self.draw(person, 0, decision, tick=0) + 0.5) / 2**31

    def put(self, who: Person, site: tuple[int, int]) -> None:
        self.clock += 1
        who.site, who.came = site, self.clock

    def on(self, site: tuple[int, int]) -> list[Person]:
        here = [p for p in self.people.values() if p.site == site]
        return sorted(here, key=lambda p: -p.came)

    def free(self, site: tuple[int, int]) -> bool:
        shares = self.s["jail_rule"] == "share"
        return all(shares and p.state == torus.JAILED for p in self.on(site))

    def view(self, site: tuple[int, int], vision: float) -> list[tuple[int, int]]:
        """Sites in view, row by row, without the own one."""
        reach, found = int(vision), []
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                inside = {
                    "disc": dx * dx + dy * dy <= vision * vision,
                    "moore": True,
                    "von-neumann": abs(dx) + abs(dy) <= reach,
                }[self.s["neighbourhood"]]
                if inside and (dy, dx) != (0, 0):
                    found.append(((site[0] + dy) % self.side, (site[1] + dx) % self.side))
        return found

    def move(self, who: Person) -> None:
        sites = self.view(who.site, self.s["cop_vision" if who.is_cop else "vision"])
        for block in range(max(1, len(sites) // 16)):
            for word in self.words(who.person, who.turns, torus.MOVE, block):
                if self.free(sites[word * len(sites) >> 32]):
                    self.put(who, sites[word * len(sites) >> 32])
                    return
        open_ = [site for site in sites if self.free(site)]
        if open_:
            number = self.draw(who.person, who.turns, torus.MOVE_AMONG)
            self.put(who, open_[number * len(open_) >> 31])

    def decide(self, who: Person, legitimacy: float) -> None:
        in_view = [*self.view(who.site, self.s["vision"]), who.site]
        seen = [p for p in self.people.values() if p.site in in_view]
        cops = sum(p.is_cop for p in seen)
        actives = 1 + sum(p.state == torus.ACTIVE for p in seen if p is not who)
        if self.s["self_count"] == "twice":
            actives += who.state == torus.ACTIVE
        ratio = cops / actives
        if self.s["rounding"] == "floor":
            ratio = math.floor(ratio)
        elif self.s["rounding"] == "half-even":
            ratio = round(ratio)
        p = 1 - math.exp(-self.s["k"] * ratio)
        wants = who.hardship * (1 - legitimacy) - who.aversion * p > self.s["threshold"]
        who.state = torus.ACTIVE if wants else torus.QUIET

    def chosen(self, sites: list, wanted, number: int) -> Person | None:
        found = [p for site in sites for p in self.on(site) if wanted(p)]
        return found[number * len(found) >> 31] if found else None

    def arrest(self, cop: Person) -> None:
        sites = [*self.view(cop.site, self.s["cop_vision"]), cop.site]
        number = self.draw(cop.person, cop.turns, torus.ARREST)
        who = self.chosen(sites, lambda p: p.state == torus.ACTIVE, number)
        if who is None:
            return
        number, longest = (
            self.draw(who.person, cop.person, torus.SENTENCE, cop.turns),
            self.s["jail"],
        )
        if self.s["sentence"] == "real":
            who.term = (number + 0.5) / 2**31 * longest
        else:
            who.term = number * (int(longest) + (self.s["sentence"] == "closed")) >> 31
        if longest >= 1e9:
            who.term = math.inf
        site, who.state = who.site, torus.QUIET
        if who.term > 0 or self.s["terms"] == "own-turn":
            who.state = torus.JAILED
            if self.s["jail_rule"] == "off-grid":
                who.site, who.arrested_at = None, site
        if self.s["arresting_cop"] == "steps" and (
            self.s["jail_rule"] == "share" or self.free(site)
        ):
            self.put(cop, site)

    def release(self, who: Person) -> None:
        if self.s["jail_rule"] == "off-grid":
            near = [*self.view(who.arrested_at, self.s["vision"]), who.arrested_at]
            everywhere = [divmod(i, self.side) for i in range(self.side**2)]
            open_ = [site for site in near if self.free(site)]
            open_ = open_ or [site for site in everywhere if self.free(site)]
            if not open_:
                return
            self.put(who, open_[self.draw(who.person, 0, torus.RETURN) * len(open_) >> 31])
        who.state = torus.QUIET

    def vanish(self, who: Person) -> None:
        del self.people[who.slot]
        self.free_slots.append(who.slot)

    def act(self, who: Person, legitimacy: float) -> None:
        if who.is_cop:
            self.arrest(who)
            return
        self.decide(who, legitimacy)
        if self.s["model"] == "two" and who.state == torus.ACTIVE:
            sites = [*self.view(who.site, self.s["vision"]), who.site]
            number = self.draw(who.person, who.turns, torus.KILL)
            rival = self.chosen(
                sites, lambda p: p.kind == 1 - who.kind and p.state != torus.JAILED, number
            )
            if rival is not None:
                self.vanish(rival)

    def turn(self, who: Person, legitimacy: float) -> None:
        if who.state == torus.JAILED:
            if self.s["terms"] == "tick-end":
                return
            if who.term > 0:
                who.term -= 1
                return
            self.release(who)
            if who.state == torus.JAILED:
                return
        moves = self.s["movement"] == "all" or (self.s["movement"] == "cops" and who.is_cop)
        parts = [lambda: moves and self.move(who), lambda: self.act(who, legitimacy)]
        if self.s["turn"] == "act-move":
            parts.reverse()
        for part in parts:
            part()
        who.turns += 1

    def ordered(self, word: int) -> list[int]:
        drawn = [self.words(i, 0, torus.ORDER)[word] for i in range(self.slots)]
        if word == 0 and self.s["order"] == "uniform":
            return [d * self.slots >> 32 for d in drawn]
        order = list(range(self.slots))
        for i in range(self.slots - 1, 0, -1):
            j = drawn[i] * (i + 1) >> 32
            order[i], order[j] = order[j], order[i]
        return order

    def step(self, legitimacy: float, force: int) -> None:
        self.tick += 1
        while self.force > force:
            self.force -= 1
            del self.people[self.force]
        for who in self.people.values():
            who.turns = 0
        for slot in self.ordered(0):
            if slot in self.people:
                self.turn(self.people[slot], legitimacy)
        if self.s["terms"] == "tick-end":
            for slot in sorted(self.people):
                who = self.people[slot]
                if who.state == torus.JAILED:
                    who.term -= 1
                    if who.term <= 0:
                        self.release(who)
        if self.s["model"] == "two":
            self.births_and_deaths()

    def births_and_deaths(self) -> None:
        grown = set(self.people)
        for slot in self.ordered(1):
            who = self.people.get(slot)
            if who is None or slot not in grown or who.is_cop or who.state == torus.JAILED:
                continue
            if (self.draw(who.person, 0, torus.CLONE) + 0.5) / 2**31 >= self.s["cloning"]:
                continue
            near = [
                ((who.site[0] + dy) % self.side, (who.site[1] + dx) % self.side)
                for dy in (-1, 0, 1)
                for dx in (-1, 0, 1)
            ]
            open_ = [site for site in near if self.free(site)]
            if not open_:
                continue
            cradle, person = self.free_slots.pop(), self.next_person
            self.next_person += 1
            child = self.people[cradle] = Person(cradle, person, who.kind, None)
            child.hardship, child.aversion = who.hardship, self.share(person, torus.AVERSION)
            age = self.share(person, torus.LIFETIME) * self.s["max_age"]
            child.dies = self.tick + math.ceil(age)
            number = self.draw(who.person, 0, torus.CRADLE)
            self.put(child, open_[number * len(open_) >> 31])
        for slot in sorted(self.people):
            if not self.people[slot].is_cop and self.tick >= self.people[slot].dies:
                self.vanish(self.people[slot])

    def state(self) -> dict[int, tuple[int, int, int, int]]:
        found = {}
        for p in self.people.values():
            cell = -1 if p.site is None else p.site[0] * self.side + p.site[1]
            found[p.slot] = (p.person, int(p.kind), int(p.state), cell)
        return found


def as_it_stands(here: torus.Town) -> dict[int, tuple[int, int, int, int]]:
    columns = (torus.PERSON, torus.KIND, torus.STATE, torus.CELL)
    return {
        slot: tuple(int(row[c]) for c in columns)
        for slot, row in enumerate(here.people)
        if row[torus.STATE] != torus.GONE
    }


SMALL = {"side": 12, "vision": 3, "cop_vision": 3, "jail": 4, "legitimacy": 0.6, "ticks": 12}


@pytest.mark.parametrize(
    ("preset", "changes"),
    [
        ("run-2", {}),
        ("run-2", {"order": "uniform", "neighbourhood": "moore"}),
        ("paper-literal", {"legitimacy": 0.4}),
        ("netlogo-rebellion", {}),
        ("mesa", {}),
        ("mesa", {"jail_rule": "off-grid", "cop_vision": 2}),
        ("run-1", {"vision": 1.7, "cop_vision": 1.7}),
        ("run-3", {"fall_from": 4, "fall_until": 8, "jail": 1e9}),
        ("run-5", {"cuts_from": 2, "cuts_until": 8}),
        ("run-7", {"max_age": 10, "cloning": 0.3}),
        ("run-8", {"max_age": 30, "cops": 0.15, "cloning": 0.3}),
        ("run-8", {"citizens": 0.9, "cops": 0.1, "order": "uniform", "vision": 2, "cloning": 0.5}),
    ],
)
def test_a_naive_twin_is_in_the_same_state_after_every_tick(preset, changes):
    settings = settings_of(preset, **{**SMALL, **changes})
    here, twin = town(settings, 3), Twin(settings, 3)
    ticks = int(settings["ticks"])
    force = force_path(settings, twin.force, ticks)
    legitimacy = legitimacy_path(settings, ticks)
    ever_jailed = ever_active = 0
    assert as_it_stands(here) == twin.state()
    for t in range(ticks):
        counts = np.zeros((1, len(torus.COLUMNS)), np.int64)
        grid.advance(*here, counts, legitimacy[t : t + 1], force[t : t + 1], t)
        twin.step(float(legitimacy[t]), int(force[t]))
        assert as_it_stands(here) == twin.state(), f"tick {t + 1}"
        states = [p.state for p in twin.people.values() if not p.is_cop]
        assert list(counts[0, :3]) == [states.count(s) for s in range(3)]
        ever_active += states.count(torus.ACTIVE)
        ever_jailed += states.count(torus.JAILED)
    assert ever_active > 0
    assert ever_jailed > 0 or preset == "run-7"
    assert_tables(here, settings)


def assert_tables(here: torus.Town, settings: dict) -> None:
    """What is kept from move to move is what counting anew gives."""
    side = int(settings["side"])
    rows = [r for r in here.people if r[torus.STATE] != torus.GONE and r[torus.CELL] >= 0]
    for what, table in ((torus.COP, torus.COPS_NEAR), (torus.ACTIVE, torus.ACTIVES_NEAR)):
        near = np.zeros(side * side, int)
        for row in rows:
            cop = row[torus.KIND] == torus.COP
            if cop if what == torus.COP else (not cop and row[torus.STATE] == torus.ACTIVE):
                y, x = divmod(int(row[torus.CELL]), side)
                for dy, dx in here.steps[: here.rules[torus.VIEW]]:
                    near[(y + dy) % side * side + (x + dx) % side] += 1
        assert np.array_equal(here.sites[table], near)
