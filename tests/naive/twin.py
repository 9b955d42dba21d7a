"""The twin: a whole society, a day at a time; yesterday is read, today is written."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from math import floor

from bentham.chance import decisions as d
from bentham.day.person import SUM_OF, TALLIES
from bentham.engine.compiling import World
from bentham.society.fields import Society
from naive import blacklist, force, news, records, rule, speech, watch
from naive.chance import Luck
from naive.law import Law
from naive.person import Person, Place, Today, Ward
from naive.reports import Reports
from naive.town import Town

ALL = 1 << 31
"""Every rank is below it."""

RANKS = {
    "APPEALS": d.APPEAL_RANK, "POSTS": d.POST_RANK, "ALERTS": d.ALERT_RANK,
    "ARRESTS": d.ARREST_RANK,
}  # fmt: skip
"""The queues, and which draw is a request's rank in each."""


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
        self.served = [dict.fromkeys(RANKS, ALL) for _ in self.town.districts]

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
            trust=self.law["trust.baseline"] if self.law.setting("DENUNCIATION") else 0,
        )

    def _called(self, ward: int) -> int:
        drawn = self.luck.rare(ward, self.day + 1, d.TRIGGER)
        return int(drawn < self.law["protest.trigger"])

    def rule_by(self, world: World) -> None:
        """Let another world's numbers hold from the day that comes."""
        self.law = Law(world)
        for served in self.served:
            for queue in RANKS:
                if self._limit(queue) < 0:
                    served[queue] = ALL

    def step(self) -> None:
        """Live one day."""
        self.day += 1
        self.luck.new_day()
        yesterday = self.people
        self.people = {who: dataclasses.replace(me) for who, me in yesterday.items()}
        self.today = {who: self._seen(who, yesterday) for who in yesterday}
        for who in self.people:
            self._live(who)
        if self.law.on("informants"):
            Reports(self.people, self.today, self.town, self.law, self.luck).made()
        if self.law.on("recording"):
            for who, me in self.people.items():
                records.record(me, self.town.traits[who], self.today[who], self.law, self.luck)
        for who in self.people:
            self._bear(who)
        for who in self.people:
            self._look_back(who)
        self._close()

    def _seen(self, who: int, yesterday: dict[int, Person]) -> Today:
        """Return the start of a person's day: what they see of others' yesterday."""
        today = Today(who, self.day)
        contacts = [yesterday[other] for other in self.town.contacts(who, self.day)]
        today.n_contacts = len(contacts)
        today.n_dissent = sum(other.dissent for other in contacts)
        today.n_punished = sum(other.punished for other in contacts)
        today.n_support = sum(other.support for other in contacts)
        today.n_informed = sum(other.informed for other in contacts)
        today.kin_punished = any(yesterday[other].punished for other in self.town.kin(who))
        if self.law.setting("KIN"):
            home = self.town.housemates(who)
            today.n_under_sanction = sum(
                self._under_sanction(other, yesterday[other]) for other in home
            )
        today.namesake = self.town.namesake(who)
        if today.namesake is not None:
            today.namesake_dissent = yesterday[today.namesake].dissent
        today.free = self.town.traits[who].adult and not yesterday[who].detained
        if self.law["society.cadence"] == 1:
            today.deciding = self.luck.daily(who, self.day, d.CADENCE) < 1 << 15
        return today

    def _under_sanction(self, who: int, yesterday: Person) -> bool:
        """Whether somebody is on the list, in detention or at a sanctioned grade this morning."""
        below = max(self.law.setting(f"TIER_SCORE_{k}") for k in range(4))
        low = self.town.traits[who].covered and yesterday.score < below
        return yesterday.listed or yesterday.detained or low

    def _place(self, who: int) -> Place:
        word = who // 64
        return Place(self.wards[self.town.ward[word]], self.served[self.town.district[word]])

    def _live(self, who: int) -> None:
        """Read, think, fear, speak, act; and be watched."""
        me, today, traits = self.people[who], self.today[who], self.town.traits[who]
        law, luck, place = self.law, self.luck, self._place(who)
        if law.on("media"):
            news.hear(me, traits, today, law, luck)
        if law.on("attitude"):
            speech.think(me, traits, today, law, luck)
        if law.on("risk"):
            speech.learn(me, traits, today, place.ward, law, luck)
        if law.on("expression"):
            speech.speak(me, traits, today, place.ward, law, luck)
        if law.on("conduct"):
            speech.behave(me, traits, today, law, luck)
        if law.on("monitoring"):
            watch.monitor(me, traits, today, place, law, luck)
        if law.on("cameras"):
            watch.film(me, traits, today, place, law, luck)

    def _bear(self, who: int) -> None:
        """Bear what the ruler makes of it."""
        me, today, traits = self.people[who], self.today[who], self.town.traits[who]
        law, luck, place = self.law, self.luck, self._place(who)
        home = self.town.housemates(who)
        if law.on("kin"):
            force.make_relatives_pay(traits, today, law, luck)
        if law.on("scoring"):
            family = [self.today[i] for i in (*home, who)] if who in self.town.visible else []
            rule.score(me, traits, today, family, law, luck)
        if law.on("listing"):
            blacklist.move(me, traits, today, place, law, luck)
        if law.on("sanctions"):
            minors = sum(self.town.traits[i].minor for i in home)
            rule.punish(me, traits, today, minors, law, luck)
        if law.on("policing"):
            force.police(me, traits, today, place, law, luck)
        if law.on("welfare"):
            rule.live(me, traits, today, law, luck)

    def _look_back(self, who: int) -> None:
        """Trust others or not; and what others will see of today."""
        me, today, traits = self.people[who], self.today[who], self.town.traits[who]
        if self.law.on("trust"):
            met = [other for other in self.town.met(who, self.day) if other is not None]
            around = [self.today[other] for other in (*self.town.housemates(who), *met)]
            force.trust(me, traits, today, around, self.law, self.luck)
        me.dissent, me.support, me.punished, me.informed = (
            name in today.marks for name in ("DISSENT", "SUPPORT", "PUNISHED", "KNOWS_EVENT")
        )
        if traits.adult and me.attitude > 0:
            today.marks.add("OPPOSED")
        if traits.covered:
            today.marks.add("SUBJECT")
        if today.marks & {"PUNISHED", "ENTERED", "ARRESTED", "ARRESTED_WRONGLY"}:
            today.marks.add("STRUCK")
        if "APPEALED" in today.marks:
            today.asked.add("APPEALS")

    def _close(self) -> None:
        """Let wards remember the day, and districts work out whose appeals they hear tomorrow."""
        memory = self.law["expression.climate_memory"]
        for number, ward in enumerate(self.wards):
            here = [
                self.today[who] for who in self.town.visible
                if self.town.ward[who // 64] == number and self.town.traits[who].adult
            ]  # fmt: skip
            dissent, support, protest, punished = (
                sum(name in today.marks for today in here)
                for name in ("DISSENT", "SUPPORT", "PROTEST", "PUNISHED")
            )
            ward.seen_dissent = memory * ward.seen_dissent // 65536 + (65536 - memory) * dissent
            ward.seen_support = memory * ward.seen_support // 65536 + (65536 - memory) * support
            said = ward.seen_dissent + ward.seen_support
            ward.climate = (ward.seen_dissent + 65536) * 16384 // (said + 2 * 65536)
            ward.protest_share = protest * 16384 // len(here) if here else 0
            ward.punished_share = min(punished * 16384 // max(dissent, 1), 16384)
            ward.called = self._called(number)
        for queue in RANKS:
            if self._limit(queue) >= 0:
                for district, served in enumerate(self.served):
                    served[queue] = self._turn(queue, district)

    def _limit(self, queue: str) -> int:
        return self.law.setting(f"{queue.removesuffix('S')}_CAPACITY")

    def _capacity(self, queue: str, district: int) -> int:
        """Return how many requests a district can serve of today's."""
        people, words = len(self.town.people), self.town.district.count(district)
        a_day = Fraction(self._limit(queue) * people * words, 1_000_000 * 1024 * self.town.words)
        return floor(a_day * self.day) - floor(a_day * (self.day - 1))

    def _turn(self, queue: str, district: int) -> int:
        """Return the rank below which a district serves today's requests tomorrow."""
        ranks = [
            self.luck.rare(who, self.day, RANKS[queue])
            for who, today in self.today.items()
            if queue in today.asked and self.town.district[who // 64] == district
        ]
        bin_, capacity = ALL // 64, self._capacity(queue, district)
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
                of = today if name in ("LOSS", "CHILDREN_OUT") else me
                row[TALLIES.index(f"{name}_SUM")] += getattr(of, name.lower())
            if self.day % 7 == 0:
                row[TALLIES.index(f"WELFARE_{min(me.welfare // 256, 63)}")] += 1
        return out
