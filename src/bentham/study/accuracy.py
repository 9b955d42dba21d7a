"""What "99 % accurate" can mean: five readings of one number, and what follows from each.

Arithmetic only. Of n searches a share p (the *prevalence*) are of people who are on the list; with
the claimed number a, per search unless said otherwise::

    1 of the unlisted a raise no alert   false = n (1 - p) (1 - a)           misses unknown
    2 of the listed a are found          misses = n p (1 - a)                false alerts unknown
    3 of all decisions a are right       errors = n (1 - a), false or missed
    4 of the alerts a are right          false = true (1 - a) / a            misses unknown
    5 of single comparisons a are right  false = n (1 - p) (1 - a^L)         for a list of L faces

Where a reading leaves a number open, its bounds are what no assumption about it can leave: nobody
missed, or everybody. Units: searches and alerts. Errors: expected numbers; comparisons are taken to
be independent of each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from bentham.evidence.errors import UsageError

NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|％|per\s?cent|percent)?")


@dataclass(frozen=True)
class Reading:
    """One meaning of the claim.

    Parameters
    ----------
    means : str
        What is claimed, in words.
    false_alerts, misses : tuple of float
        Lowest and highest expected number that the reading allows.
    precision : tuple of float or None
        Likewise of the share of alerts that are right; None without any alert.
    follows : str
        What that says, in a sentence.
    ask : str
        The question to ask back.
    """

    means: str
    false_alerts: tuple[float, float]
    misses: tuple[float, float]
    precision: tuple[float, float] | None
    follows: str
    ask: str


def claimed(text: str) -> float:
    """Return the number in a claim as a share: '99% accurate', '99.5 per cent', '0.99'."""
    found = NUMBER.search(text)
    if found is None:
        raise UsageError(f"'{text}': there is no number in it; write for instance '99% accurate'.")
    value = float(found[1].replace(",", "."))
    share = value / 100 if found[2] or value > 1 else value
    if not 0 < share < 1:
        raise UsageError(f"'{text}': {found[0].strip()} is no share between 0 and 100 %.")
    return share


def share_of(text: str) -> float:
    """Return a prevalence: '1/10000', '0.01%', '0.0001'."""
    try:
        share = (
            float(Fraction(text[:-1].strip()) / 100)
            if text.strip().endswith(("%", "％"))
            else float(Fraction(text.strip()))
        )
    except (ValueError, ZeroDivisionError):
        raise UsageError(f"--prevalence {text}: write 1/10000, 0.01% or 0.0001.") from None
    if not 0 < share < 1:
        raise UsageError(f"--prevalence {text}: a share lies between 0 and 1.")
    return share


def readings(claim: float, searches: int, prevalence: float, watchlist: int) -> list[Reading]:
    """Return the five meanings of a claim and what follows from each.

    Parameters
    ----------
    claim : float
        The number, as a share.
    searches : int
        How many people are looked at.
    prevalence : float
        Share of them who are on the list.
    watchlist : int
        Faces on the list, for the fifth meaning.
    """
    listed = searches * prevalence
    unlisted = searches - listed
    wrong = 1 - claim

    one = unlisted * wrong
    two = listed * wrong
    three = searches * wrong
    four = (0.0, listed * wrong / claim)
    five = unlisted * (1 - claim**watchlist)
    percent = f"{100 * claim:g} %"
    most_missed = min(three, listed)
    of_errors = (max(0.0, three - listed), min(three, unlisted))
    return [
        Reading(
            f"of people not on the list {percent} raise no alert",
            (one, one), (0.0, listed), _precision((one, one), (0.0, listed)),
            f"{_n(one)} people are taken for somebody else, beside at most {_n(listed)} who are "
            "on the list.",
            "Per person who passes, or per comparison? Measured on whom, with which list?",
        ),
        Reading(
            f"of people on the list {percent} are found",
            (0.0, unlisted), (two, two), _precision((0.0, unlisted), (two, two), listed),
            f"{_n(two)} of {_n(listed)} are missed; of false alerts it says nothing: a machine "
            "that rings at everybody finds all.",
            "And how many people who are not on the list raise an alert?",
        ),
        Reading(
            f"of all decisions {percent} are right",
            of_errors, (0.0, most_missed), _precision(of_errors, (0.0, most_missed), listed),
            f"{_n(three)} decisions are wrong. A machine that never rings would be "
            f"{100 * (1 - prevalence):g} % accurate here.",
            "How many errors of each kind, false alerts and misses apart?",
        ),
        Reading(
            f"of the alerts {percent} are right",
            four, (0.0, listed), (claim, claim),
            f"at most {_n(four[1])} false alerts, as long as {_n(listed)} in {searches:,} are on "
            "the list; where fewer are, the same machine is wrong more often.",
            "Among how many alerts, and how many of those searched were on the list there?",
        ),
        Reading(
            f"of single comparisons of two faces {percent} are right",
            (five, five), (0.0, listed), _precision((five, five), (0.0, listed)),
            f"each face is compared with {watchlist:,} others, so {_n(five)} people are taken for "
            "at least one of them.",
            "How large was the list? The rate per person grows with it.",
        ),
    ]  # fmt: skip


def _precision(
    false: tuple[float, float], misses: tuple[float, float], listed: float | None = None
) -> tuple[float, float] | None:
    """Return the least and greatest share of right alerts that a reading allows.

    Without `listed` the most that can be missed are all who are on the list.
    """
    total = misses[1] if listed is None else listed
    least, most = total - misses[1], total - misses[0]
    if most + false[0] == 0:
        return None
    low = least / (least + false[1]) if least + false[1] > 0 else 0.0
    return low, most / (most + false[0])


def _n(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.5 or value == int(value) else f"{value:,.2g}"
