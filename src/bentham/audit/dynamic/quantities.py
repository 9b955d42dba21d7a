"""What is measured: for each check, the worlds that it takes and a number of their counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bentham.audit.dynamic import worlds as w
from bentham.audit.dynamic.numbers import (
    Counts,
    across_spheres,
    by_class,
    detriments,
    false_reports,
    favourable,
    for_others,
    greatest_by_least,
    least_by_greatest,
    offences,
    ratio,
    told_by_grade,
    total,
    trust,
    vanishing,
)
from bentham.audit.dynamic.telling import (
    classes,
    false_of_believed,
    given_up,
    neutralised,
    percent,
    sanctioned_by_class,
    without_others,
    wrongly_listed,
)
from bentham.audit.dynamic.worlds import AS_IT_IS, Sphere
from bentham.audit.joining import semicolons
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase

SHARE, AT_MOST_ALL, ANY = (0.0, 1.0), (-math.inf, 1.0), (-math.inf, math.inf)
POSITIVE = (0.0, math.inf)
NO_DETRIMENT = Phrase("nobody met with a detriment in what was simulated")


@dataclass(frozen=True)
class Quantity:
    """A number that a check asks for.

    Parameters
    ----------
    check : str
        Id of the check.
    worlds : tuple of str
        The worlds that it takes.
    number : callable
        From the counts of these worlds to the number, NaN where it is undefined.
    said : callable
        From the same counts to the words that stand before the number.
    bounds : tuple of float
        Between which it lies by its nature.
    undefined : str
        Why there may be none.
    """

    check: str
    worlds: tuple[str, ...]
    number: Callable[[Counts], float]
    said: Callable[[Counts], Phrase]
    bounds: tuple[float, float] = SHARE
    undefined: Phrase = NO_DETRIMENT


def _words(text: Phrase) -> Callable[[Counts], Phrase]:
    return lambda _: text


def quantities(
    view: View, causes: frozenset[str], found: Sequence[tuple[Sphere, tuple[str, ...], str, str]]
) -> Iterator[Quantity]:
    """Yield what can be measured of a scheme.

    Parameters
    ----------
    view : View
        The scheme.
    causes : frozenset of str
        What it can move (`study.causes`).
    found : sequence
        Spheres with their tallies, and the worlds without named and without contested data.
    """
    yield Quantity(
        "SC-05", (AS_IT_IS, w.NEUTRAL), partial(vanishing, world=w.NEUTRAL),
        neutralised,
        AT_MOST_ALL,
    )  # fmt: skip
    if found:
        yield _across(found)
    yield Quantity("CP-02", (AS_IT_IS, w.NO_OTHERS, w.OWN), for_others, without_others, AT_MOST_ALL)
    yield from _lists(causes)
    yield from _harms(causes)
    yield from _classes_apart(causes)
    yield from _watching(view, causes)
    yield from _aim()


def _across(found: Sequence[tuple[Sphere, tuple[str, ...], str, str]]) -> Quantity:
    named = [(sphere, tallies, world) for sphere, tallies, world, _ in found]
    open_ = [(sphere, tallies, world) for sphere, tallies, _, world in found]

    def said(counts: Counts) -> Phrase:
        spheres = [
            Phrase(
                "{context} {share} (with what no authority has decided {most})",
                context=each.context,
                share=percent(across_spheres(counts, named, each.context)),
                most=percent(across_spheres(counts, open_, each.context)),
            )
            for each, *_ in named
        ]
        return Phrase(
            "share of adult-days of treatment that vanish without data named as unrelated; by "
            "sphere of the treatment: {spheres}; all together",
            spheres=semicolons(spheres),
        )

    needed = dict.fromkeys([AS_IT_IS, *(e[2] for e in named), *(e[2] for e in open_)])
    return Quantity(
        "SC-07", tuple(needed), lambda c: across_spheres(c, named), said, AT_MOST_ALL,
        Phrase("nobody met with such a treatment in what was simulated"),
    )  # fmt: skip


def _lists(causes: frozenset[str]) -> Iterator[Quantity]:
    nobody = Phrase("nobody was on the list in what was simulated")
    if "scheme.lists" in causes:
        yield Quantity(
            "DP-06", (AS_IT_IS,),
            lambda c: ratio(total(c[AS_IT_IS], "WRONGLY_LISTED"), total(c[AS_IT_IS], "LISTED")),
            wrongly_listed,
            undefined=nobody,
        )  # fmt: skip
        yield Quantity(
            "PR-06", (AS_IT_IS,),
            lambda c: ratio(total(c[AS_IT_IS], "LISTED"), total(c[AS_IT_IS], "ENTERED")),
            _words(
                Phrase("days on the list so far for each entry (cut short by the end of the run)")
            ),
            POSITIVE, nobody,
        )  # fmt: skip
    elif "scheme.tiers" in causes:
        yield Quantity(
            "DP-06", (AS_IT_IS, w.ACCURATE), partial(vanishing, world=w.ACCURATE),
            _words(
                Phrase("there is no list; share of detriments that vanish if the scheme never errs")
            ),
            AT_MOST_ALL,
        )  # fmt: skip
    if "scheme.appeal" in causes:
        yield Quantity(
            "DP-05", (AS_IT_IS, w.NO_APPEAL),
            lambda c: 1
            - ratio(*(total(c[e], "WRONGLY_LISTED") for e in (AS_IT_IS, w.NO_APPEAL))),
            _words(Phrase("share of adult-days wrongly on the list that appeals spare")),
            AT_MOST_ALL, Phrase("nobody was wrongly on the list in what was simulated"),
        )  # fmt: skip


def _harms(causes: frozenset[str]) -> Iterator[Quantity]:
    if "scheme.kin" in causes:
        yield Quantity(
            "CP-03", (AS_IT_IS,),
            lambda c: ratio(total(c[AS_IT_IS], "KIN_HIT"), total(c[AS_IT_IS], "STRUCK")),
            _words(Phrase("relatives made to pay for each person punished, listed or arrested")),
            POSITIVE, Phrase("nobody was punished, listed or arrested in what was simulated"),
        )  # fmt: skip
    if "scheme.bars_child_schools" in causes:
        yield Quantity(
            "CP-05", (AS_IT_IS,),
            lambda c: 1000
            * ratio(total(c[AS_IT_IS], "CHILDREN_OUT_SUM"), total(c[AS_IT_IS], "ADULTS")),
            _words(Phrase("refusals of a school to a child, per 1,000 adults and day")), POSITIVE,
        )  # fmt: skip
    if "scheme.sanctions_speech" in causes:
        yield Quantity(
            "EX-02", (AS_IT_IS,),
            lambda c: ratio(
                total(c[AS_IT_IS], "SANCTIONED_PROTECTED"), total(c[AS_IT_IS], "SANCTIONED")
            ),
            _words(
                Phrase(
                    "share of adult-days under a sanction of people who were once identified for a "
                    "protected act and punished for it"
                )
            ),
        )  # fmt: skip
    yield Quantity(
        "EX-03", (AS_IT_IS, w.NO_SCHEME),
        lambda c: 1 - ratio(*(total(c[e], "DISSENT") for e in (AS_IT_IS, w.NO_SCHEME))),
        _words(Phrase("share of criticism and protest that people give up beside no scheme")),
        AT_MOST_ALL, Phrase("nobody spoke up in what was simulated"),
    )  # fmt: skip


def _classes_apart(causes: frozenset[str]) -> Iterator[Quantity]:
    if causes & {"scheme.tiers", "scheme.lists"}:
        yield Quantity(
            "FR-01", (AS_IT_IS,), lambda c: least_by_greatest(favourable(c)), sanctioned_by_class,
            SHARE, Phrase("there are too few classes to compare"),
        )  # fmt: skip
    if "scheme.wrong" in causes:
        yield Quantity(
            "FR-02", (AS_IT_IS,),
            lambda c: greatest_by_least(by_class(c[AS_IT_IS], ["WRONGLY_LISTED"], ["ADULTS"])),
            lambda c: Phrase(
                "adult-days wrongly on the list by class ({classes}): greatest over least",
                classes=classes(by_class(c[AS_IT_IS], ["WRONGLY_LISTED"], ["ADULTS"])),
            ),
            POSITIVE, Phrase("in some class nobody was wrongly on the list"),
        )  # fmt: skip
    if "scheme.detection" in causes:
        done = ["OFFENCE", "GOOD", "LAWFUL"]
        yield Quantity(
            "FR-04", (AS_IT_IS,),
            lambda c: greatest_by_least(by_class(c[AS_IT_IS], ["RECORDED"], done)),
            lambda c: Phrase(
                "share of acts done that are recorded, by class ({classes}): greatest over least",
                classes=classes(by_class(c[AS_IT_IS], ["RECORDED"], done)),
            ),
            POSITIVE, Phrase("in some class nothing was recorded"),
        )  # fmt: skip
    if "scheme.grades" in causes:
        yield Quantity(
            "FR-06", (AS_IT_IS,), told_by_grade,
            _words(
                Phrase("how well a lower grade tells the poor from others (AUC; 0.5 is not at all)")
            ),
            SHARE, Phrase("one of the two groups is empty"),
        )  # fmt: skip


def _watching(view: View, causes: frozenset[str]) -> Iterator[Quantity]:
    if "scheme.cameras" in causes:
        alerts = ("TRUE_ALERT", "FALSE_ALERT")
        yield Quantity(
            "BI-05", (AS_IT_IS,),
            lambda c: ratio(total(c[AS_IT_IS], "TRUE_ALERT"), total(c[AS_IT_IS], *alerts)),
            _words(Phrase("share of alerts that are for the right person")),
            undefined=Phrase("no camera gave an alert in what was simulated"),
        )  # fmt: skip
        yield Quantity(
            "BI-06", (AS_IT_IS,),
            lambda c: ratio(
                total(c[AS_IT_IS], "TAKEN_FOR_ANOTHER"), total(c[AS_IT_IS], "TRUE_ALERT")
            ),
            _words(
                Phrase("false matches that no review noticed, for each alert for the right person")
            ),
            POSITIVE, Phrase("nobody who is looked for was matched in what was simulated"),
        )  # fmt: skip
    if "scheme.hotline" in causes:
        rewarded = view.scheme.informants is not None and view.scheme.informants.reward is not None
        yield Quantity(
            "IN-02", (AS_IT_IS, *((w.NO_REWARD,) if rewarded else ())),
            lambda c: false_reports(c[AS_IT_IS]),
            false_of_believed,
            undefined=Phrase("nobody was reported in what was simulated"),
        )  # fmt: skip
    if causes & {"scheme.hotline", "scheme.informants"}:
        yield Quantity(
            "IN-03", (AS_IT_IS, w.NO_INFORMANTS),
            lambda c: trust(c[w.NO_INFORMANTS]) - trust(c[AS_IT_IS]),
            _words(Phrase("trust between people (0 to 1) that is lost beside no informants")), ANY,
        )  # fmt: skip


def _aim() -> Iterator[Quantity]:
    yield Quantity(
        "PR-02", (AS_IT_IS, w.NO_SCHEME, w.LAWS),
        lambda c: 1 - ratio(offences(c[AS_IT_IS]), offences(c[w.LAWS])),
        given_up,
        AT_MOST_ALL, Phrase("there were no offences in what was simulated"),
    )  # fmt: skip
    yield Quantity(
        "PR-03", (AS_IT_IS,),
        lambda c: ratio(detriments(c[AS_IT_IS]), total(c[AS_IT_IS], "FORGONE_OFFENCE")),
        _words(Phrase("adult-days of detriment for each offence or debt given up")),
        POSITIVE, Phrase("no offence was given up in what was simulated"),
    )  # fmt: skip
