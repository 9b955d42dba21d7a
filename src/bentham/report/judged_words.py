"""Claims, what drives a difference, and what is left without errors, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bentham.evidence.parameters import PARAMETERS
from bentham.report.facts import DrivenFact, LeftFact, NeverFact, Where
from bentham.report.language import _, listed, spoken, together
from bentham.report.words import all_of, capital, label_of, numbers, ranges, scale_of
from bentham.report.world_facts import ClaimFact
from bentham.study.elsewhere import ASSUMED

LADDER = {
    "arithmetic": "follows by arithmetic",
    "all": "holds in all tried assumptions",
    "most": "holds in most tried assumptions",
    "depends": "depends on an assumption",
    "undetermined": "not determined",
    "fails-most": "does not hold in most tried assumptions",
    "fails-all": "does not hold in any tried assumption",
    "unjudged": "not judged",
}
"""The wording of each rung; fixed before anything was run."""

VARIANTS = {
    "expression.rule": "expression rules",
    "society.cadence": "rhythms of the day",
    "cameras.matches": "ways in which faces are confused",
}

TIES = {
    ASSUMED: "the assumed one", "small world": "a small world", "random graph": "a random graph",
}  # fmt: skip
"""Contact structures on which a claim is tried."""

_BY_NAME = {p.name: p for p in PARAMETERS}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is printed: the rung, the claim, and the count."""

    rung: str
    verdict: str
    says: str
    count: str
    metric: str


def claim_told(claim: ClaimFact) -> Told:
    """Return a claim with its place on the ladder and the count behind it."""
    says = claim.says.get(spoken()) or claim.says.get("en") or next(iter(claim.says.values()))
    return Told(claim.rung, _(LADDER[claim.rung]), says, _count(claim), claim.metric)


def ladder_told() -> str:
    """Return all wordings, from the firmest."""
    return _("; ").join(_(wording) for wording in LADDER.values())


def _count(claim: ClaimFact) -> str:
    if claim.rung == "unjudged":
        return _("Only {of} sets of assumptions were tried, too few to say more.", of=claim.of)
    over = [
        _("{number} {rules}", number=n, rules=_(VARIANTS[name]))
        for name, n in claim.variants.items()
        if n > 1
    ]
    counts = {
        "true": claim.true, "of": claim.of, "lucky": claim.lucky, "of_luck": claim.of_luck
    }  # fmt: skip
    if over:
        said = _(
            "True in {true} of {of} tried sets of assumptions, over {variants}, and in {lucky} of "
            "{of_luck} repeats with other luck.",
            variants=listed(over),
            **counts,
        )
    else:
        said = _(
            "True in {true} of {of} tried sets of assumptions, and in {lucky} of {of_luck} repeats "
            "with other luck.",
            **counts,
        )
    said = together(said, _ties_told(claim))
    if claim.where is not None:
        return together(said, where_told(claim.where))
    if 0 < claim.true < claim.of:
        return together(said, _("No single assumption tells where it fails."))
    return said


def _ties_told(claim: ClaimFact) -> str:
    """Return on which contact structures a claim is true, everything else being as it is."""
    if not claim.elsewhere:
        return _("One contact structure was tried.")
    true = [_(TIES[name]) for name, holds in claim.elsewhere.items() if holds]
    false = [_(TIES[name]) for name, holds in claim.elsewhere.items() if not holds]
    if not claim.elsewhere.get(ASSUMED, False):
        return _(
            "In a run as small as those on other contact structures it is false on the assumed one "
            "too, so they tell nothing of it."
        )
    if false:
        return _(
            "In one small run each it is true on {true} and false on {false}.",
            true=listed(true), false=listed(false),
        )  # fmt: skip
    return _(
        "In one small run each it is true on {number} contact structures: {ties}.",
        number=len(true), ties=listed(true),
    )  # fmt: skip


def where_told(where: Where) -> str:
    """Return where a statement fails."""
    return _(
        "It fails where {side}: {failures} of the {of_failures} sets in which it fails lie there, "
        "and {others} of the other {of_others}.",
        side=side(where), failures=where.failures, of_failures=where.of_failures,
        others=where.others, of_others=where.of_others,
    )  # fmt: skip


def side(where: Where) -> str:
    """Return one side of a cut through a parameter."""
    p = _BY_NAME[where.parameter]
    if p.choices:
        choice = _(p.choices[int(where.cut)])
        if where.above:
            return _("{parameter} is {choice}", parameter=p.name, choice=choice)
        return _("{parameter} is not {choice}", parameter=p.name, choice=choice)
    if where.above:
        return _("{parameter} is above {cut:.3g}", parameter=p.name, cut=where.cut)
    return _("{parameter} is below {cut:.3g}", parameter=p.name, cut=where.cut)


def drives_told(driven: Sequence[DrivenFact], labels: Mapping[str, str]) -> list[str]:
    """Return on which assumptions differences hang, strongest first; those without, together."""
    out = []
    for each in driven:
        parts = [
            _("{parameter} ({correlation})", parameter=d.parameter, correlation=_signed(d.value))
            for d in each.drives
        ]
        if parts:
            label = capital(_(labels[each.metric]))
            out.append(_("{label}: {assumptions}.", label=label, assumptions=listed(parts)))
    none = [_(labels[each.metric]) for each in driven if not each.drives]
    if none:
        told = capital(_("; ").join(none))
        out.append(_("{labels}: no single assumption stands out from chance.", labels=told))
    return out


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def changes_told(driven: DrivenFact, label: str) -> str:
    """Return in how many sets of assumptions a difference keeps its sign, and where not."""
    said = {"label": capital(_(label)), "same": driven.same, "of": driven.of}
    if driven.same == driven.of:
        return _("{label}: the same sign in all {of} tried sets of assumptions.", **said)
    if driven.where is None:
        return _(
            "{label}: the same sign in {same} of {of} tried sets; no single assumption tells where "
            "it is another.",
            **said,
        )
    where = driven.where
    return _(
        "{label}: the same sign in {same} of {of} tried sets; it is another, or none, where {side} "
        "({failures} of the {of_failures} such sets, {others} of the other {of_others}).",
        side=side(where), failures=where.failures, of_failures=where.of_failures,
        others=where.others, of_others=where.of_others, **said,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Left:
    """One line of the table of what is left without errors."""

    name: str
    label: str
    erring: str
    accurate: str
    unit: str


def left_rows(never: NeverFact, names: Sequence[str]) -> list[Left]:
    """Return the harms of these names with and without errors; what never happened is left out."""
    by_name = {x.metric.name: x for x in never.left}
    found = [by_name[name] for name in names if name in by_name]
    return [_left(x, never.people) for x in found if x.erring.value or x.accurate.value]


def _left(x: LeftFact, people: int) -> Left:
    scale = scale_of(x.metric, x.erring.value or x.accurate.value, people)
    ends = (*all_of(x.erring), *all_of(x.accurate))
    printed = numbers(scale, *ends)
    return Left(
        x.metric.name,
        label_of(x.metric),
        _("{number} {ranges}", number=printed[0], ranges=ranges(x.erring, scale)),
        _("{number} {ranges}", number=printed[5], ranges=ranges(x.accurate, scale)),
        scale.unit,
    )
