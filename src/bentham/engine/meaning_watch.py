"""Watching and coercion in one plain form: what `reading_watch` finds and a kernel is made from."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Media:
    """The filter and the media at home; chances and shares."""

    news: bool = False
    blocks: bool = False
    leak: float = 1.0
    newcomers: float = 0.0
    reading_watched: bool = False
    state_media: bool = False
    news_of_punishment: bool = False


@dataclass
class Censors:
    """Monitoring of posts; chances."""

    on: bool = False
    criticism: float = 0.0
    praise: float = 0.0
    call: float = 0.0
    news: float = 0.0
    author: float = 0.0
    capacity: float | None = None
    label_true: float = 0.0
    label_false: float = 0.0
    label_event: float = 0.0
    mix_ups: float = 0.0


@dataclass
class Eyes:
    """Cameras; chances a day, and the rate of false matches in a search."""

    on: bool = False
    scans: float = 0.0  # searches a day
    wanted_found: float = 0.0
    false_rate: float = 0.0
    confirmed: float = 1.0  # share of false matches that survive a phone's confirmation
    marchers: bool = False
    footage: float = 0.0
    named: float = 0.0
    review_error: float = 1.0
    wanted: float = 0.0  # share of adults
    want_punished: bool = False
    want_listed: bool = False
    capacity: float | None = None


@dataclass
class Reports:
    """Informants, callers of a hotline, gatherers; points, chances, days of mean income."""

    police: bool = False
    hotline: bool = False
    believed: float = 1.0
    reward: float = 0.0
    penalty: float = 0.0
    gatherers: bool = False
    blind: float = 0.0
    favouritism: float = 0.0
    paid: bool = False


@dataclass
class CompanyFeed:
    """What one company passes on."""

    acts: tuple[str, ...]
    coverage: float
    days: int
    errors: float  # a year
    mix_ups: float


@dataclass
class Force:
    """Arrest and detention."""

    on: bool = False
    critic: float = 0.0
    protester: float = 0.0
    found: float = 0.0
    longest: int = 1
    capacity: float | None = None


@dataclass
class Family:
    """What happens to relatives."""

    on: bool = False
    points: float = 0.0
    bars: tuple[str, ...] = ()
    spill: bool = False


@dataclass
class Watch:
    """All of it."""

    media: Media = field(default_factory=Media)
    censors: Censors = field(default_factory=Censors)
    eyes: Eyes = field(default_factory=Eyes)
    reports: Reports = field(default_factory=Reports)
    feeds: tuple[CompanyFeed, ...] = ()
    force: Force = field(default_factory=Force)
    family: Family = field(default_factory=Family)
    bribes: bool = False

    def without_errors(self) -> None:
        """Set to zero whatever takes somebody for another or believes what never was."""
        self.censors.mix_ups = self.censors.label_true = 0.0
        self.eyes.false_rate = self.eyes.review_error = 0.0
        self.reports.believed = 0.0
        for each in self.feeds:
            each.errors = each.mix_ups = 0.0
