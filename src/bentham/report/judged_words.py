"""Claims, what drives a difference, and what is left without errors, as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bentham.evidence.parameters import PARAMETERS
from bentham.report.facts import DrivenFact, LeftFact, NeverFact, Where
from bentham.report.words import all_of, capital, numbers, ranges, scale_of
from bentham.report.world_facts import ClaimFact

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
ONE_STRUCTURE = "one contact structure"

_BY_NAME = {p.name: p for p in PARAMETERS}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is printed: the rung, the claim, and the count."""

    rung: str
    verdict: str
    says: str
    count: str
    metric: str


def claim_told(claim: ClaimFact, language: str = "en") -> Told:
    """Return a claim with its place on the ladder and the count behind it."""
    says = claim.says.get(language) or claim.says.get("en") or next(iter(claim.says.values()))
    return Told(claim.rung, LADDER[claim.rung], says, _count(claim), claim.metric)


def _count(claim: ClaimFact) -> str:
    if claim.rung == "unjudged":
        return f"Only {claim.of} sets of assumptions were tried, too few to say more."
    over = [f"{n} {VARIANTS[name]}" for name, n in claim.variants.items() if n > 1]
    spread = f", over {', '.join(over)} and {ONE_STRUCTURE}" if over else ""
    said = (
        f"True in {claim.true} of {claim.of} tried sets of assumptions{spread}, and in "
        f"{claim.lucky} of {claim.of_luck} repeats with other luck."
    )
    if claim.where is not None:
        return f"{said} {where_told(claim.where)}"
    if 0 < claim.true < claim.of:
        return f"{said} No single assumption tells where it fails."
    return said


def where_told(where: Where) -> str:
    """Return where a statement fails."""
    return (
        f"It fails where {side(where)}: {where.failures} of the {where.of_failures} sets in which "
        f"it fails lie there, and {where.others} of the other {where.of_others}."
    )


def side(where: Where) -> str:
    """Return one side of a cut through a parameter."""
    p = _BY_NAME[where.parameter]
    if p.choices:
        return f"{p.name} is {'' if where.above else 'not '}{p.choices[int(where.cut)]}"
    return f"{p.name} is {'above' if where.above else 'below'} {where.cut:.3g}"


def drives_told(driven: Sequence[DrivenFact], labels: Mapping[str, str]) -> list[str]:
    """Return on which assumptions differences hang, strongest first; those without, together."""
    out = []
    for each in driven:
        parts = [f"{d.parameter} ({d.value:+.2f})".replace("-", "−") for d in each.drives]
        if parts:
            out.append(f"{capital(labels[each.metric])}: {', '.join(parts)}.")
    none = [labels[each.metric] for each in driven if not each.drives]
    if none:
        out.append(f"{capital('; '.join(none))}: no single assumption stands out from chance.")
    return out


def changes_told(driven: DrivenFact, label: str) -> str:
    """Return in how many sets of assumptions a difference keeps its sign, and where not."""
    if driven.same == driven.of:
        return f"{capital(label)}: the same sign in all {driven.of} tried sets of assumptions."
    said = f"{capital(label)}: the same sign in {driven.same} of {driven.of} tried sets"
    if driven.where is None:
        return f"{said}; no single assumption tells where it is another."
    where = driven.where
    return (
        f"{said}; it is another, or none, where {side(where)} ({where.failures} of the "
        f"{where.of_failures} such sets, {where.others} of the other {where.of_others})."
    )


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
        capital(x.metric.label),
        f"{printed[0]} {ranges(x.erring, scale)}",
        f"{printed[5]} {ranges(x.accurate, scale)}",
        scale.unit,
    )
