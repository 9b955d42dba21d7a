"""A scheme in one plain form, in the units of its file: what `reading` finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from bentham.day.settings import ATTEMPTS
from bentham.engine.meaning_watch import Watch
from bentham.evidence.acts import ACTS


@dataclass
class Record:
    """What one record of an act does to a person."""

    points_low: float = 0.0
    points_high: float = 0.0
    fine_days: float = 0.0
    lists: bool = False
    parents_low: float = 0.0  # points that go to the parents in the household
    parents_high: float = 0.0
    arrests: bool = False
    hidden: float = 1.0  # secret factor on all points

    @property
    def punishes(self) -> bool:
        """Whether something is taken away from the person who acted."""
        return self.points_low < 0 or self.fine_days > 0 or self.lists or self.arrests


@dataclass
class Reading:
    """A scheme as a run understands it; units are those of the scheme file."""

    scored: bool = False
    start: float = 0.0
    low: float = -2000.0
    high: float = 2000.0
    recovery: float = 0.0  # a day
    score_scale: int = 16
    tiers: list[tuple[float, float]] = field(default_factory=list)  # score below, share lost
    grades: list[float] = field(default_factory=list)  # lowest score of each, ascending
    red_above: float | None = None
    listing: bool = False
    list_below: float | None = None
    list_above: float | None = None
    list_days: int = 0
    mistaken: float = 0.0
    hazard: float = 0.0  # a year
    exit_rate: float = 0.0  # a year
    listed_loss: float = 0.0
    notice: int = 0  # of an entry: 0 none, 1 afterwards, 2 before, with a hearing
    repair_rate: float = 0.0  # a year
    appeal_rate: float = 0.0
    appeal_success: float = 0.0
    appeal_capacity: float | None = None
    barred_listed: list[bool] = field(default_factory=lambda: [False] * len(ATTEMPTS))
    barred_below: list[float | None] = field(default_factory=lambda: [None] * len(ATTEMPTS))
    barred_kin: list[bool] = field(default_factory=lambda: [False] * len(ATTEMPTS))
    known: float = 0.0
    speech_punished: bool = False
    speech_chance: float = 0.0  # that a critic or a demonstrator is identified, as declared
    chance: dict[str, float] = field(default_factory=lambda: {a.id: 0.0 for a in ACTS})
    false_rate: dict[str, float] = field(default_factory=lambda: {a.id: 0.0 for a in ACTS})
    record: dict[str, Record] = field(default_factory=lambda: {a.id: Record() for a in ACTS})
    expected_cost: dict[str, float] = field(default_factory=lambda: {a.id: 0.0 for a in ACTS})
    watch: Watch = field(default_factory=Watch)

    def bars(self, mode: str) -> bool:
        """Say whether an attempt is ever refused."""
        at = ATTEMPTS.index(mode)
        below = self.scored and self.barred_below[at] is not None
        return below or self.barred_listed[at] or self.barred_kin[at]

    def reached(self, act: str) -> bool:
        """Say whether an act can ever stand in a record."""
        if self.chance[act] > 0.0 or self.false_rate[act] > 0.0:
            return True
        censors, reports = self.watch.censors, self.watch.reports
        if act == "criticism":
            found = censors.criticism > 0.0 or censors.call > 0.0
            return (found and censors.author > 0.0) or reports.police or reports.hotline
        if act == "protest":
            return self.watch.eyes.marchers
        if act == "false_news_post":
            labels = censors.label_true + censors.label_false + censors.label_event
            return labels > 0.0 and censors.author > 0.0
        told = any(act in each.acts for each in self.watch.feeds)
        return told or (reports.hotline and self.record[act].punishes)


def without_errors(said: Reading) -> None:
    """Make a reading's records and lists perfectly accurate; what is right but harmful stays."""
    said.false_rate = dict.fromkeys(said.false_rate, 0.0)
    said.mistaken = 0.0
    said.watch.without_errors()
