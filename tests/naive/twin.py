"""The twin: a whole society, a day at a time; yesterday is read, today is written."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from math import floor

from bentham.chance import decisions as d
from bentham.day.person import SUM_OF, TALLIES
from bentham.engine.compiling import World
from bentham.society.fields import Society
from naive import rule, speech
from naive.chance import Luck
from naive.law import Law
from naive.person import Person, Today, Ward
from naive.town import Town

ALL = 1 << 31
"""Every rank is below it."""


class Twin:
    """One replicate of one world."""

    def __init__(self, world: World, society: Society, people: int, seed: int) -> None:
        self.law = Law(world)
        self.luck = Luck(seed, replicate=0)
        self.town = Town(world, society, people, self.luck)
        self.day = 0
        self.people = {who: self._born(who) for who in self.town.people}
        self.today: dict[int, Today] = {}
        self.wards = [Ward(called=self._called(ward)) for ward in self.town.wards]
        self.served = [ALL for _ in self.town.districts]
        of_words = [self.town.district.count(i) for i in range(len(self.served))]
        a_day = Fraction(self.law.setting("APPEAL_CAPACITY") * people, 1_000_000 * 1024)
        self._capacity = [a_day * n / sum(of_words) for n in of_words]

    def _born(self, who: int) -> Person:
        traits = self.town.traits[who]
        risk = self.law.setting("START_AWARE" if traits.knows else "START_UNAWARE")
        return Person(
            attitude=traits.anchor,
            risk=risk if traits.adult else 0,
            memory=self.law.setting("START_MEMORY") if traits.adult else 0,
            score=self.law.setting("SCORE_START"),
            listed_until=0,
            welfare=traits.income,
            aware=traits.knows,
        )

    def _called(self, ward: int) -> int:
        drawn = self.luck.rare(ward, self.day + 1, d.TRIGGER)
        return int(drawn < self.law["protest.trigger"])

    def step(self) -> None:
        """Live one day."""
        self.day += 1
        self.luck.new_day()
        yesterday = self.people
        self.people = {who: dataclasses.replace(me) for who, me in yesterday.items()}
        self.today = {who: self._seen(who, yesterday) for who in yesterday}
        for who in self.people:
            self._until_recorded(who)
        for who in self.people:
            self._after_recorded(who)
        self._close()

    def _seen(self, who: int, yesterday: dict[int, Person]) -> Today:
        """Return the start of a person's day: what they see of others' yesterday."""
        today = Today(who, self.day)
        contacts = [yesterday[other] for other in self.town.contacts(who, self.day)]
        today.n_contacts = len(contacts)
        today.n_dissent = sum(other.dissent for other in contacts)
        today.n_punished = sum(other.punished for other in contacts)
        today.n_support = sum(other.support for other in contacts)
        today.kin_punished = any(yesterday[other].punished for other in self.town.kin(who))
        if self.law["society.cadence"] == 1:
            today.deciding = self.luck.daily(who, self.day, d.CADENCE) < 1 << 15
        return today

    def _until_recorded(self, who: int) -> None:
        me, today, traits = self.people[who], self.today[who], self.town.traits[who]
        law, luck = self.law, self.luck
        ward = self.wards[self.town.ward[who // 64]]
        if law.on("attitude"):
            speech.think(me, traits, today, law, luck)
        if law.on("risk"):
            speech.learn(me, traits, today, law, luck)
        if law.on("expression"):
            speech.speak(me, traits, today, ward, law, luck)
        if law.on("conduct"):
            speech.behave(me, traits, today, law, luck)
        if law.on("recording"):
            rule.record(me, traits, today, law, luck)
        me.dissent, me.support, me.punished = (
            name in today.marks for name in ("DISSENT", "SUPPORT", "PUNISHED")
        )

    def _after_recorded(self, who: int) -> None:
        me, today, traits = self.people[who], self.today[who], self.town.traits[who]
        law, luck = self.law, self.luck
        if law.on("scoring"):
            seen = set(traits.household) & set(self.town.visible)
            home = [self.today[other] for other in sorted(seen)] if who in seen else []
            rule.score(me, traits, today, home, law, luck)
        if law.on("listing"):
            served = self.served[self.town.district[who // 64]]
            rule.blacklist(me, traits, today, served, law, luck)
        if law.on("sanctions"):
            rule.punish(me, traits, today, law, luck)
        if law.on("welfare"):
            rule.live(me, traits, today, law, luck)
        if traits.adult and me.attitude > 0:
            today.marks.add("OPPOSED")
        if traits.covered:
            today.marks.add("SUBJECT")

    def _close(self) -> None:
        """Let wards remember the day, and districts work out whose appeals they hear tomorrow."""
        memory = self.law["expression.climate_memory"]
        for number, ward in enumerate(self.wards):
            here = [
                self.today[who] for who in self.town.visible
                if self.town.ward[who // 64] == number and self.town.traits[who].adult
            ]  # fmt: skip
            dissent, support, protest = (
                sum(name in today.marks for today in here)
                for name in ("DISSENT", "SUPPORT", "PROTEST")
            )
            ward.seen_dissent = memory * ward.seen_dissent // 65536 + (65536 - memory) * dissent
            ward.seen_support = memory * ward.seen_support // 65536 + (65536 - memory) * support
            said = ward.seen_dissent + ward.seen_support
            ward.climate = (ward.seen_dissent + 65536) * 16384 // (said + 2 * 65536)
            ward.protest_share = protest * 16384 // len(here) if here else 0
            ward.called = self._called(number)
        if self.law.setting("APPEAL_CAPACITY") >= 0:
            self.served = [
                self._hearing(district, floor(a_day * self.day) - floor(a_day * (self.day - 1)))
                for district, a_day in enumerate(self._capacity)
            ]

    def _hearing(self, district: int, capacity: int) -> int:
        """Return the rank below which a district hears today's appeals tomorrow."""
        ranks = [
            self.luck.rare(who, self.day, d.APPEAL_RANK)
            for who, today in self.today.items()
            if "APPEALED" in today.marks and self.town.district[who // 64] == district
        ]
        bin_ = ALL // 64
        for number in range(64):
            here = [rank for rank in ranks if rank // bin_ == number]
            if len(here) > capacity:
                return number * bin_ + capacity * bin_ // len(here)
            capacity -= len(here)
        return ALL

    def tallies(self) -> list[list[list[int]]]:
        """Return the day's tallies of adults by region and class."""
        regions = max(self.town.region) + 1
        out = [[[0] * len(TALLIES) for _ in range(3)] for _ in range(regions)]
        for who, today in self.today.items():
            traits, me = self.town.traits[who], self.people[who]
            if not traits.adult:
                continue
            row = out[self.town.region[who // 64]][traits.class_]
            row[TALLIES.index("ADULTS")] += 1
            for mark in today.marks:
                row[TALLIES.index(mark)] += 1
            for name in SUM_OF:
                value = today.loss if name == "LOSS" else getattr(me, name.lower())
                row[TALLIES.index(f"{name}_SUM")] += value
        return out
