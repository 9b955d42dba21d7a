"""The words of a report that are used in one sense only."""

from __future__ import annotations

GLOSSARY: tuple[tuple[str, str], ...] = (
    ("scheme", "What a ruler does, declared as data: rules, lists, sanctions, watching."),
    ("society", "The invented people, their households, places and ties."),
    ("person-day", "One invented person on one day: the smallest thing that is simulated."),
    ("replicate, repeat", "The same simulation once more, with other luck."),
    ("draw", "The same simulation with another value of everything that is uncertain."),
    ("luck", "The range over repeats: what chance alone can do."),
    ("assumptions", "The range over draws: what nobody knows; this is the range to quote."),
    ("twin", "The same person with the same luck in another world."),
    ("base", "The world from which differences are taken."),
    ("counted", "A number that follows by arithmetic from declared rules and base rates."),
    ("story", "A number that tells how people react (fear, opinion), held inside stated bounds."),
    ("falsification", "Supporting in public what one opposes in private."),
    ("chilling effect", "A lawful act given up out of fear."),
    ("false-positive rate", "Of those who did nothing, the share taken for somebody who did."),
    ("precision", "Of those who are struck, the share who are those meant."),
)
