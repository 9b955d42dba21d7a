"""Who reports whom on one day, truly or falsely, or takes money for not doing so."""

from __future__ import annotations

from bentham.chance import decisions as d
from bentham.evidence.acts import number
from naive.chance import Luck
from naive.law import CRITICISM, Law
from naive.person import Person, Today
from naive.town import KIN, Town

LITTERING = number("littering")


class Reports:
    """All reports of one day.

    Parameters
    ----------
    people, days : dict
        State and day of everybody; `dissent` is still that of yesterday.
    """

    def __init__(
        self, people: dict[int, Person], days: dict[int, Today], town: Town, law: Law, luck: Luck
    ) -> None:
        self.people, self.days, self.town, self.law, self.luck = people, days, town, law, luck

    def made(self) -> None:
        """Let everybody report whom they may."""
        if self.town.graph is not None:
            return
        targets = [who for who in self.town.visible if self.town.traits[who].covered]
        if self.law.setting("OBSERVED"):
            for who in targets:
                if self.people[who].dissent:
                    self._observed(who)
            for who in self.town.visible:
                if self.town.traits[who].informant:
                    self._rewarded_for_far(who)
        if self.law.setting("HOTLINE"):
            for who in targets:
                self._called_in(who)
                if self.days[who].free:
                    self._accused(who)

    def _met(self, target: int) -> set[int]:
        day = self.days[target].day
        met = {other for other in self.town.met(target, day) if other is not None}
        return {other for other in met if self.days[other].free}

    def _reports(self, target: int, reporter: int, of_act: int, chance: str) -> bool:
        day = self.days[target].day
        drawn = self.luck.pair(target, reporter, day, d.REPORT, of_act)
        return drawn < self.law.setting(chance)

    def _reward(self, reporter: int) -> None:
        self.days[reporter].marks.add("REWARDED")
        if self.town.traits[reporter].covered:
            self.days[reporter].delta += self.law.setting("REWARD")

    def _far(self, who: int) -> set[int]:
        return {other for layer, other in self.town.far(who).items() if layer != KIN}

    def _observed(self, target: int) -> None:
        """Report dissent of yesterday to the police."""
        day = self.days[target]
        for other in self._met(target):
            if self.town.traits[other].informant and self._reports(target, other, 0, "OBSERVED"):
                day.marks.add("REPORTED")
                day.critic_known = True
                self._reward(other)
        for other in self._far(target):
            if self.town.traits[other].informant and self._reports(target, other, 0, "OBSERVED"):
                day.marks.add("REPORTED")
                day.critic_known = True

    def _rewarded_for_far(self, reporter: int) -> None:
        for target in self._far(reporter):
            if self.people[target].dissent and self._reports(target, reporter, 0, "OBSERVED"):
                self._reward(reporter)

    def _called_in(self, target: int) -> None:
        """Call the hotline about an act of today."""
        day = self.days[target]
        if day.act is None or not self.law.table("ACT_PUNISHES")[day.act]:
            return
        for other in self._met(target):
            if self.town.traits[other].caller and self._reports(target, other, 1, "CALLED_IN"):
                day.marks.add("REPORTED")
                day.record = day.act
                self._reward(other)

    def _accused(self, target: int) -> None:
        """Be blackmailed, or reported for what never was, by the one meeting that is drawn."""
        day, width = self.days[target], self.law.setting("GRUDGE_WIDTH")
        drawn = self.luck.daily(target, day.day, d.GRUDGE)
        meetings = self.town.met(target, day.day)
        if drawn >= width * len(meetings):
            return
        meeting, inside = divmod(drawn, width)
        other = meetings[meeting]
        if other is None or not (self.town.traits[other].caller and self.days[other].free):
            return
        low, high = sorted((target, other))
        grudge = self.law.table("NORMAL")[self.luck.pair(low, high, 0, d.RELATION) >> 21]
        if self.law.setting("MOTIVE_GAIN") + grudge <= 0:
            return
        extort, price = self.law.setting("EXTORT_CHANCE"), self.law.setting("EXTORT_PRICE")
        if inside >= extort + self.law.setting("FALSE_CHANCE"):
            return
        if inside < extort and 65536 * self.people[target].welfare > 4 * price:
            day.marks.add("EXTORTED")
            day.fine += price
            self.days[other].marks.add("EXTORTER")
            self.days[other].fine -= price
            return
        self._denounced(target, other)

    def _denounced(self, target: int, other: int) -> None:
        day, theirs = self.days[target], self.days[other]
        verdict = self.luck.pair(target, other, day.day, d.VERDICT)
        if verdict >= self.law.setting("ACCEPTED"):
            day.marks.add("REPORT_REJECTED")
            theirs.marks.add("PENALISED")
            if self.town.traits[other].covered:
                theirs.delta -= self.law.setting("REPORT_PENALTY")
            return
        day.marks.add("REPORTED_FALSELY")
        self._reward(other)
        punishes = self.law.table("ACT_PUNISHES")
        if punishes[CRITICISM]:
            day.critic_falsely = True
        elif punishes[LITTERING] and day.false_record is None:
            day.false_record = LITTERING
