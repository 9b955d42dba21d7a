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
from bentham.scheme.culpable import Path, Step, least_culpable, unjudged
from bentham.scheme.deeds import TooManyPathsError
from bentham.scheme.fields import Rule, Scheme
from bentham.scheme.gravity import gravity_of
from bentham.scheme.phrase import Commas, Phrase
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
        return undeclared(Phrase("which legitimate aim it pursues is undeclared"), at, EITHER)
    if not aims:
        return yes(Phrase("it is declared to pursue no legitimate aim"), at)
    category = view.get("purpose", "category")
    if category is None:
        said = Phrase("the kind of its purpose is undeclared")
        return undeclared(said, ("purpose", "category"), FALSE | CONTESTED)
    if category in MORAL:
        said = Phrase(
            "its purpose is {purpose}; whether that is an aim the law accepts is arguable",
            purpose=category.replace("_", " "),
        )
        return contested(said, ("purpose", "category"))
    return no(Phrase("it is declared to pursue {aims}", aims=Commas(sorted(aims))), at)


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
        said = Phrase("`{treatment}` is a benefit; what others lose by it is a perk",
                      treatment=treatment.name)  # fmt: skip
        return no(said, at)
    claimed = _claimed(view, treatment)
    if claimed is not None and claimed.word == "true":
        return claimed
    found = gap(view, treatment)
    if found is None:
        if claimed is not None:
            return claimed
        if treatment.sort == "sanction" and treatment.severity is None:
            said = Phrase("how severe `{treatment}` is, is undeclared", treatment=treatment.name)
            return undeclared(said, (*at, "severity"))
        said = Phrase("that `{treatment}` is in proportion is not shown", treatment=treatment.name)
        return undeclared(said, (*at, "proportionality"))
    return _by_scale(view, treatment, found)


def _claimed(view: View, treatment: Treatment) -> Judged | None:
    """Return what is claimed about a treatment; a claim without a source shows nothing."""
    claim = getattr(treatment.entry, "proportionality", None)
    at, name = (*treatment.loc, "proportionality"), treatment.name
    if not isinstance(claim, Entry):
        return None
    claimed = getattr(claim, "claim", None)
    if claimed == "disproportionate":
        said = Phrase("`{treatment}` is declared to be out of proportion", treatment=name)
        return yes(said, at)
    if claimed == "proportionate" and claim.src is not None:
        said = Phrase("`{treatment}` is shown to be in proportion, by the source named",
                      treatment=name)  # fmt: skip
        return no(said, at)
    return None


def _by_scale(view: View, treatment: Treatment, found: Gap) -> Judged:
    at, limit = treatment.loc, view.settings.threshold("gravity_gap")
    what = _follows(treatment.name, found.severity, found.path)
    if found.severity >= limit.value and treatment.kind in anchors().severe_kinds:
        minor = path_of_minor(view, treatment.entry)
        few = view.settings.threshold("few_events").value
        if minor is not None and found.severity - minor.gravity >= limit.value:
            said = _named_severe(_follows(treatment.name, found.severity, minor), minor)
            if minor.acts <= few:
                return yes(Phrase("{said} ({by})", said=said, by=anchors().by), at)
            what = Phrase("{said}, but only after {acts} acts", said=said, acts=minor.acts)
    if found.levels < limit.value:
        if unjudged(view.scheme):
            odd = unjudged(view.scheme)[0]
            said = Phrase("{what}; of the act `{act}` nothing says how grave it is",
                          what=what, act=odd)  # fmt: skip
            return undeclared(said, ("acts",))
        return no(what, at)
    said = Phrase("{what}, {levels} levels above it on the project's scale",
                  what=what, levels=found.levels)  # fmt: skip
    if unjudged(view.scheme):
        # An act that nobody has judged may be gentler still, never graver than this path.
        said = Phrase("{said}; other acts are not judged", said=said)
        return undeclared(said, ("acts",), AT_LEAST_CONTESTED)
    return contested(said, at)


def _follows(name: str, severity: int, path: Path) -> Phrase:
    return Phrase(
        "`{treatment}` (severity {severity}) can follow from {path}",
        treatment=name, severity=severity, path=in_words(path),
    )  # fmt: skip


def _named_severe(what: Phrase, minor: Path) -> Phrase:
    if minor.gravity == 0:
        return Phrase(
            "{what}: conduct that is no wrong, and treatment that the Commission itself calls "
            "severe",
            what=what,
        )
    return Phrase(
        "{what}: minor conduct, and treatment that the Commission itself calls severe", what=what
    )


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


def in_words(path: Path) -> Phrase:
    """Return the acts of a path as a text."""
    if not path.steps:
        return Phrase("nothing at all")
    return Phrase("{steps}", steps=tuple(map(_step, path.steps)))


def _step(step: Step) -> Phrase:
    if step.times == 1:
        return Phrase("`{act}` (gravity {gravity})", act=step.act, gravity=step.gravity)
    return Phrase("`{act}` (gravity {gravity}) {times} times",
                  act=step.act, gravity=step.gravity, times=step.times)  # fmt: skip
