"""What is remembered of a person overnight, and what happens to them in a day."""

from __future__ import annotations

from dataclasses import dataclass, field

FORMERLY = 1
"""`listed_until` of somebody who was on the list once; larger is on it, 0 never was."""

POST, FOOTAGE, MATCH, FALSE_MATCH, SOUGHT_WRONGLY, SOUGHT = 253, 252, 251, 250, 254, 255
"""What `custody` says of somebody who is free and waits for a scarce service."""


@dataclass(slots=True)
class Person:
    """State of one person; the names are those of the stored columns and planes."""

    attitude: int
    risk: int
    memory: int
    score: int
    listed_until: int
    welfare: int
    aware: bool
    knowledge: int = 0
    trust: int = 0
    custody: int = 0
    dissent: bool = False
    punished: bool = False
    informed: bool = False
    support: bool = False
    wrong: bool = False
    stranger: bool = False
    pending: bool = False
    spoke: bool = False
    silenced: bool = False
    felt: bool = False
    heard: bool = False
    mismatched: bool = False
    refused_flight: bool = False
    refused_train: bool = False
    refused_hotel: bool = False
    refused_house: bool = False
    refused_job: bool = False
    refused_school: bool = False

    @property
    def listed(self) -> bool:
        """Whether the person is on the list."""
        return self.listed_until > FORMERLY

    @property
    def detained(self) -> bool:
        """Whether the person is in detention."""
        return 1 <= self.custody <= 240


@dataclass(slots=True)
class Today:
    """What happens to one person on one day; acts are numbers of the catalogue."""

    who: int
    day: int
    deciding: bool = True
    free: bool = False  # an adult who is not detained this morning
    n_dissent: int = 0
    n_punished: int = 0
    n_support: int = 0
    n_contacts: int = 0
    n_informed: int = 0
    n_under_sanction: int = 0
    kin_punished: bool = False
    namesake: int | None = None
    namesake_dissent: bool = False
    act: int | None = None
    record: int | None = None
    false_record: int | None = None
    critic_known: bool = False
    critic_falsely: bool = False
    protester_known: bool = False
    protester_falsely: bool = False
    news_known: bool = False
    delta: int = 0
    loss: int = 0
    fine: int = 0
    children_out: int = 0
    asked: set[str] = field(default_factory=set)
    """Scarce services requested today, by the names of their queues."""
    marks: set[str] = field(default_factory=set)
    """Names of the counted masks in which the person is today."""


@dataclass(slots=True)
class Ward:
    """State of a ward."""

    seen_dissent: int = 0
    seen_support: int = 0
    climate: int = 8192
    protest_share: int = 0
    called: int = 0
    punished_share: int = 0


@dataclass(slots=True)
class Place:
    """What the people of a word know of their ward and district this morning."""

    ward: Ward
    served: dict[str, int]
    """By the name of a queue, the rank below which requests of yesterday are served."""
