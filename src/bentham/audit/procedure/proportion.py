"""Limb (ii): treatment that is unjustified, or out of proportion to the conduct and its gravity.

Out of proportion is entailed only where both ends are the Commission's own: conduct that it calls
minor (or that is no wrong at all), treatment that it calls severe, and a short path from one to the
other. A gap on the project's scale alone is contested. Where no conduct is declared that the
treatment answers, proportion is for the operator to show (para 171).
"""

from __future__ import annotations

from dataclasses import dataclass

from bentham.audit.reach import Treatment, led
from bentham.audit.tables import anchors
from bentham.audit.truth import (
    AT_LEAST_CONTESTED,
    CONTESTED,
    EITHER,
    FALSE,
    Judged,
    any_of,
    contested,
    no,
    undeclared,
    yes,
)
from bentham.audit.view import View
from bentham.scheme.consequences import Sanction, Trigger
from bentham.scheme.culpable import Path, least_culpable, unjudged
from bentham.scheme.deeds import TooManyPathsError
from bentham.scheme.fields import Rule, Scheme
from bentham.scheme.gravity import gravity_of
from bentham.scheme.words import Entry

MORAL = ("morality", "loyalty_political")


def limb_ii(view: View) -> Judged:
    """Return whether some treatment is unjustified or disproportionate."""
    found = led(view)
    parts = [unjustified(view)]
    parts += [disproportionate(view, each) for each in found]
    return any_of(parts)


def unjustified(view: View) -> Judged:
    """Return whether no legitimate aim is pursued (para 167)."""
    at = ("purpose", "legitimate_aim")
    aims = view.get(*at)
    if aims is None:
        return undeclared("which legitimate aim it pursues is undeclared", at, EITHER)
    if not aims:
        return yes("it is declared to pursue no legitimate aim", at)
    category = view.get("purpose", "category")
    if category is None:
        said = "the kind of its purpose is undeclared"
        return undeclared(said, ("purpose", "category"), FALSE | CONTESTED)
    if category in MORAL:
        said = (
            f"its purpose is {category.replace('_', ' ')}; whether that is an aim the law accepts"
        )
        return contested(f"{said} is arguable", ("purpose", "category"))
    return no(f"it is declared to pursue {', '.join(sorted(aims))}", at)


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the severity of a treatment lies above the gravest act of its gentlest path."""

    path: Path
    severity: int

    @property
    def levels(self) -> int:
        """Severity less gravity."""
        return self.severity - self.path.gravity


def gap(view: View, treatment: Treatment) -> Gap | None:
    """Return the gap of the least-culpable path to a sanction, or None if there is none."""
    if treatment.sort != "sanction" or treatment.severity is None:
        return None
    assert isinstance(treatment.entry, Sanction)
    path = path_to(view, treatment.entry)
    return None if path is None or not path.steps else Gap(path, treatment.severity)


def path_to(view: View, sanction: Sanction) -> Path | None:
    """Return the least-culpable path to a sanction, where it can be searched."""
    key = ("path", *_what_leads_to(view, sanction))
    if key not in view.memo:
        view.memo[key] = _searched(view.scheme, sanction)
    found: Path | None = view.memo[key]
    return found


def _what_leads_to(view: View, sanction: Sanction) -> tuple[Trigger | None, tuple[str, ...]]:
    """Return all that a path hangs on; sanctions that share it share the path."""
    named = (rule.id for rule in view.scheme.rules if rule.effect.trigger == sanction.id)
    return sanction.trigger, tuple(sorted(named))


def _searched(scheme: Scheme, sanction: Sanction) -> Path | None:
    try:
        return least_culpable(scheme, sanction)
    except TooManyPathsError:
        return None


def disproportionate(view: View, treatment: Treatment) -> Judged:
    """Return whether a treatment is out of proportion to the conduct that it can answer."""
    at = treatment.loc
    if treatment.sort == "reward":
        return no(f"`{treatment.name}` is a benefit; what others lose by it is a perk", at)
    claimed = _claimed(view, treatment)
    if claimed is not None and claimed.word == "true":
        return claimed
    found = gap(view, treatment)
    if found is None:
        if claimed is not None:
            return claimed
        if treatment.sort == "sanction" and treatment.severity is None:
            return undeclared(f"how severe `{treatment.name}` is, is undeclared", (*at, "severity"))
        said = f"that `{treatment.name}` is in proportion is not shown"
        return undeclared(said, (*at, "proportionality"))
    return _by_scale(view, treatment, found)


def _claimed(view: View, treatment: Treatment) -> Judged | None:
    """Return what is claimed about a treatment; a claim without a source shows nothing."""
    claim = getattr(treatment.entry, "proportionality", None)
    at = (*treatment.loc, "proportionality")
    if not isinstance(claim, Entry):
        return None
    said = getattr(claim, "claim", None)
    if said == "disproportionate":
        return yes(f"`{treatment.name}` is declared to be out of proportion", at)
    if said == "proportionate" and claim.src is not None:
        return no(f"`{treatment.name}` is shown to be in proportion, by the source named", at)
    return None


def _by_scale(view: View, treatment: Treatment, found: Gap) -> Judged:
    at, limit = treatment.loc, view.settings.threshold("gravity_gap")
    what = f"`{treatment.name}` (severity {found.severity}) can follow from {in_words(found.path)}"
    if found.severity >= limit.value and treatment.kind in anchors().severe_kinds:
        minor = path_of_minor(view, treatment.entry)
        few = view.settings.threshold("few_events").value
        if minor is not None and found.severity - minor.gravity >= limit.value:
            conduct = "conduct that is no wrong" if minor.gravity == 0 else "minor conduct"
            said = (
                f"`{treatment.name}` (severity {found.severity}) can follow from {in_words(minor)}"
                f": {conduct}, and treatment that the Commission itself calls severe"
            )
            if minor.acts <= few:
                return yes(f"{said} ({anchors().by})", at)
            what = f"{said}, but only after {minor.acts} acts"
    if found.levels < limit.value:
        if unjudged(view.scheme):
            odd = unjudged(view.scheme)[0]
            said = f"{what}; of the act `{odd}` nothing says how grave it is"
            return undeclared(said, ("acts",))
        return no(what, at)
    said = f"{what}, {found.levels} levels above it on the project's scale"
    if unjudged(view.scheme):
        # An act that nobody has judged may be gentler still, never graver than this path.
        return undeclared(f"{said}; other acts are not judged", ("acts",), AT_LEAST_CONTESTED)
    return contested(said, at)


def path_of_minor(view: View, sanction: Sanction) -> Path | None:
    """Return the gentlest path whose acts are all minor by the Commission's words, or no wrong."""
    key = ("minor path", *_what_leads_to(view, sanction))
    if key not in view.memo:
        rules = tuple(r for r in view.scheme.rules if _minor(view, r))
        if len(rules) == len(view.scheme.rules):
            view.memo[key] = path_to(view, sanction)
        else:
            minor = view.scheme.model_copy(update={"rules": rules})
            view.memo[key] = _searched(minor, sanction)
    found: Path | None = view.memo[key]
    return found if found is not None and found.steps else None


def _minor(view: View, rule: Rule) -> bool:
    """Return whether a rule counts minor conduct, no wrong, or whatever an official finds."""
    if rule.discretion is not None and rule.discretion.catch_all:
        return True
    act = next((each for each in view.scheme.acts if each.id == rule.when.act), None)
    topics = act.topics if act is not None else ()
    named = bool(set(topics) & set(anchors().minor_topics)) or rule.when.act in anchors().minor_acts
    return named or gravity_of(view.scheme, rule.when.act).level == 0


def in_words(path: Path) -> str:
    """Return the acts of a path as a text."""
    if not path.steps:
        return "nothing at all"
    return " and ".join(
        f"`{step.act}` (gravity {step.gravity})"
        + ("" if step.times == 1 else f" {step.times} times")
        for step in path.steps
    )
