"""What a measured number is, in words that hold numbers themselves."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bentham.audit.dynamic import worlds as w
from bentham.audit.dynamic.numbers import (
    Counts,
    by_class,
    detriments,
    false_reports,
    least_by_greatest,
    offences,
    ratio,
    total,
    vanishing,
)
from bentham.audit.dynamic.worlds import AS_IT_IS
from bentham.scheme.phrase import Phrase


def percent(value: float) -> str:
    """Return a share in per cent, in words."""
    return Phrase("unknown") if math.isnan(value) else f"{value:.1%}"


def classes(values: Sequence[float]) -> Phrase:
    """Return a number of each class, in words."""
    poor, middle, well_off = map(percent, values)
    return Phrase("the poor {poor}, the middle {middle}, the well-off {well_off}",
                  poor=poor, middle=middle, well_off=well_off)  # fmt: skip


def neutralised(counts: Counts) -> Phrase:
    """Return what SC-05 measures, in words."""
    return Phrase(
        "share of detriments (N = {number:,.0f} adult-days) that vanish if nothing follows from "
        "score, grade or list",
        number=detriments(counts[AS_IT_IS]),
    )


def false_of_believed(counts: Counts) -> Phrase:
    """Return what IN-02 measures, in words."""
    if w.NO_REWARD not in counts:
        return Phrase("share of believed reports that are false")
    return Phrase(
        "share of believed reports that are false (without a reward {share})",
        share=percent(false_reports(counts[w.NO_REWARD])),
    )


def given_up(counts: Counts) -> Phrase:
    """Return what PR-02 measures, in words."""
    fewer = 1 - ratio(offences(counts[AS_IT_IS]), offences(counts[w.NO_SCHEME]))
    return Phrase(
        "share of offences and debts that people give up beside courts and fines alone (beside no "
        "scheme {share}); where a range includes zero, an effect is not supported",
        share=percent(fewer),
    )


def without_others(counts: Counts) -> Phrase:
    """Return what CP-02 measures, in words."""
    relatives = vanishing(counts, w.NO_OTHERS)
    return Phrase(
        "share of detriments that vanish if everybody answers for their own acts alone: no "
        "relatives, household or group, nobody taken for another, nothing recorded of those who "
        "did not do it (relatives, household and group alone {share})",
        share=percent(relatives),
    )


def wrongly_listed(counts: Counts) -> Phrase:
    """Return what DP-06 measures, in words."""
    here = counts[AS_IT_IS]
    wrong = total(here, "WRONGLY_LISTED")
    free = total(here, "ADULTS") - total(here, "LISTED") + wrong
    per_thousand = f"{1000 * ratio(wrong, free):.3g}"
    return Phrase(
        "share of adult-days on the list of people who are on it for another's debt or for what "
        "they did not do ({number} wrongly listed among 1,000 adults not rightly on it)",
        number=per_thousand,
    )


def sanctioned_by_class(counts: Counts) -> Phrase:
    """Return what FR-01 measures, in words."""
    rates = by_class(counts[AS_IT_IS], ["SANCTIONED"], ["ADULTS"])
    adverse = least_by_greatest(rates)
    return Phrase(
        "adult-days under a sanction by class of income ({classes}; least over greatest {ratio}); "
        "of days free of one, least over greatest",
        classes=classes(rates),
        ratio=Phrase("unknown") if math.isnan(adverse) else f"{adverse:.2g}",
    )
