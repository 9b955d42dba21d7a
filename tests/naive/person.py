"""What is remembered of a person overnight, and what happens to them in a day."""

from __future__ import annotations

from dataclasses import dataclass, field


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
    support: bool = False
    wrong: bool = False
    pending: bool = False
    spoke: bool = False
    silenced: bool = False
    refused: bool = False
    felt: bool = False
    dissent: bool = False
    punished: bool = False


@dataclass(slots=True)
class Today:
    """What happens to one person on one day; acts are numbers of the catalogue."""

    who: int
    day: int
    deciding: bool = True
    n_dissent: int = 0
    n_punished: int = 0
    n_support: int = 0
    n_contacts: int = 0
    kin_punished: bool = False
    act: int | None = None
    record: int | None = None
    false_record: int | None = None
    critic_known: bool = False
    protester_known: bool = False
    delta: int = 0
    loss: int = 0
    fine: int = 0
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
