"""What a simulation hands to the dynamic checks: values with ranges, or nothing.

The static auditor needs none of it. Whoever runs paired worlds fills an `Evidence`, keyed by the id
of the check; a check without a value is `open`. The range is that over assumptions (which come from
the pack of assumptions, never from the file that is audited), and the range of luck stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bentham.scheme.phrase import Phrase

SENTENCE = Phrase(
    "A simulation shows what the declared rules do under declared assumptions, never what happened "
    "to real people."
)
"""Every finding that rests on a simulation carries this sentence."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One number of a simulation.

    Parameters
    ----------
    value : float
        The middle.
    low, high : float
        The range over assumptions, luck included: what lies beyond it holds in every draw.
    luck_low, luck_high : float
        The range of luck alone: a 95 % interval for the value.
    said : str
        What was measured, in words; a `Phrase` where it can be said in other languages.
    """

    value: float
    low: float
    high: float
    luck_low: float
    luck_high: float
    said: str = ""


@dataclass(frozen=True)
class Evidence:
    """What was measured, and how it can be measured again.

    Parameters
    ----------
    measured : mapping
        By id of a check.
    about : mapping
        Seeds, people, days, hashes, the command: for the reader who wants to repeat it.
    undefined : mapping
        By id of a check: why it was simulated and has no number.
    """

    measured: Mapping[str, Measured]
    about: Mapping[str, str] = field(default_factory=dict)
    undefined: Mapping[str, str] = field(default_factory=dict)

    def of(self, check: str) -> Measured | None:
        """Return what was measured for a check, or None."""
        return self.measured.get(check)
