"""What a study found, in sentences: ranges over the points, what they hang on, failing claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bentham.evidence.metrics import metric
from bentham.evidence.parameters import PARAMETERS
from bentham.report.differing import signed
from bentham.report.language import _, both, chosen_word, either, in_words, listed
from bentham.report.words import Finding, from_to, label_of, numbers, scale_of, when_of
from bentham.results.sweep import Sweep
from bentham.scheme.phrase import remembered
from bentham.study.sweeps.notes import NOTES

TOLD = 3
"""Inputs that a sentence names."""

RANGE_NOTE = (
    "The range runs from the 5th to the 95th percentile of the points that were tried. It is no "
    "probability: nobody knows how likely a point is."
)

_RULES = {p.name for p in PARAMETERS if p.choices}


def ranges_told(found: Sweep, scheme: str) -> list[Finding]:
    """Return a sentence for each harm of a scheme: its difference from the base if there is one."""
    rows = [r for r in found.ranges if r["scheme"] == scheme]
    chosen = [r for r in rows if r["difference"]] if found.base is not None else rows
    return [
        Finding(r["output"], _range(found, r), metric(r["output"]).story)
        for r in chosen
        if r["median"] is not None
    ]


def _range(found: Sweep, row: Mapping[str, Any]) -> str:
    m = metric(row["output"])
    largest = max((row["median"], row["low"], row["high"]), key=abs)
    scale = scale_of(m, largest, found.people)
    middle, low, high = numbers(scale, row["median"], row["low"], row["high"])
    said = {"label": label_of(m), "unit": scale.unit}
    still = row["low"] == row["high"] == row["median"]
    # What happened at least once happened within the run, not at its end.
    time = when_of(m, found.days)
    if row["difference"]:
        said |= {"middle": signed(middle), "base": found.base or ""}
        if still:
            return _("{label}: {middle} {unit} beside ‘{base}’ at every point.", **said)
        return _(
            "{label}: {middle} {unit} beside ‘{base}’ {time}, in the middle of the points "
            "({low} to {high}).",
            time=time, low=signed(low), high=signed(high), **said,
        )  # fmt: skip
    if still:
        return _("{label}: {middle} {unit} at every point.", middle=middle, **said)
    return _(
        "{label}: {middle} {unit} {time}, in the middle of the points ({low} to {high}).",
        middle=middle, time=time, low=low, high=high, **said,
    )  # fmt: skip


def hangs_on(found: Sweep, scheme: str, output: str) -> str:
    """Say on which inputs a harm hangs most; empty where there are no indices."""
    if not indices_of(found, scheme, output):
        return ""
    strong = standing_out(found, scheme, output)[:TOLD]
    label = label_of(metric(output))
    if not strong:
        return _(
            "{label}: no input stands out from the error of its index; try more samples.",
            label=label,
        )
    inputs = [
        _("{input} ({index})", input=r["input"], index=index(r["st"], r["st_confidence"]))
        for r in strong
    ]
    return _(
        "{label} hangs most on {inputs}: total effects, with 95 % intervals.",
        label=label, inputs=listed(inputs),
    )  # fmt: skip


def standing_out(found: Sweep, scheme: str, output: str) -> list[dict[str, Any]]:
    """Return the indices of the inputs whose total effect stands out from its error."""
    rows = indices_of(found, scheme, output)
    return [r for r in rows if r["st"] > r["st_confidence"] > 0]


def indices_of(found: Sweep, scheme: str, output: str) -> list[dict[str, Any]]:
    """Return the Sobol indices of one harm in one scheme, the largest first."""
    return [r for r in found.sobol if (r["scheme"], r["output"]) == (scheme, output)]


def index(value: float, confidence: float) -> str:
    """Print an index with its interval."""
    return f"{value:.2f} ± {confidence:.2f}".replace("-", "−")


def claims_told(found: Sweep) -> Iterator[str]:
    """Say of each scheme at how many points the claim holds, and where it fails."""
    if found.claim is None:
        return
    for each in found.claim["schemes"]:
        yield _claim(found.claim["text"], each)


def _claim(text: str, each: Mapping[str, Any]) -> str:
    claim = _("‘{claim}’ under ‘{scheme}’", claim=text, scheme=each["scheme"])
    holds, of = each["holds"], each["of"]
    if not of:
        return _("{claim} cannot be told: the harm is undefined at every point.", claim=claim)
    said = {"claim": claim, "of": of, "tried": _tried(each["undefined"])}
    if holds == of:
        return _("{claim} holds at all {of:,} {tried}.", **said)
    if not holds:
        return _("{claim} fails at all {of:,} {tried}.", **said)
    box = each["fails_where"]
    if box is None:
        return _(
            "{claim} holds at {holds:,} of {of:,} {tried}; no range of an input describes where it "
            "fails better than all points do.",
            holds=holds, **said,
        )  # fmt: skip
    return _(
        "{claim} holds at {holds:,} of {of:,} {tried}; {inside:,} of its {failures:,} failures lie "
        "where {edges}, among {points:,} points.",
        holds=holds, inside=box["failures"], failures=of - holds, points=box["points"],
        edges=both(map(edge, box["edges"])), **said,
    )  # fmt: skip


def _tried(undefined: int) -> str:
    if undefined:
        return _("points that were tried (undefined at {undefined:,} more)", undefined=undefined)
    return _("points that were tried")


def edge(said: Mapping[str, Any]) -> str:
    """Return one restriction of a box in words."""
    name = said["input"]
    if "choices" in said:
        choices = either(choice(name, str(x)) for x in said["choices"])
        return _("{input} is {choices}", input=name, choices=choices)
    low, high = said["from"], said["to"]
    if low is None:
        return _("{input} is at most {high:.3g}", input=name, high=high)
    if high is None:
        return _("{input} is at least {low:.3g}", input=name, low=low)
    return _("{input} lies between {low:.3g} and {high:.3g}", input=name, low=low, high=high)


def choice(name: str, word: str) -> str:
    """Return a value that an input can have: a rival rule, or a word of schemes."""
    return _(word) if name in _RULES else chosen_word(word)


def tried(found: Sweep) -> str:
    """Say in English what was tried, for the command line."""
    many = "repeat" if found.replicates == 1 else "repeats"
    worlds = f"{len(found.schemes)} {'worlds' if len(found.schemes) > 1 else 'world'}"
    return (
        f"{found.points:,} points of {len(found.inputs)} inputs ({found.sampler}), "
        f"{found.people:,} invented people of ‘{found.society}’ for {found.days:,} days, "
        f"{found.replicates:,} {many}, seed {found.seed}, in {worlds}."
    )


def span(each: Mapping[str, Any]) -> str:
    """Return the range or the choices of an input, with its unit."""
    unit = "" if each["unit"] == "-" else _(each["unit"])
    if "choices" in each:
        choices = listed(choice(each["name"], word) for word in each["choices"])
        return _("{number} {unit}", number=choices, unit=unit) if unit else choices
    ends = from_to(f"{each['from']:g}", f"{each['to']:g}")
    if not each["log"]:
        return _("{number} {unit}", number=ends, unit=unit) if unit else ends
    if not unit:
        return _("{range}, log-uniform", range=ends)
    return _("{range}, log-uniform {unit}", range=ends, unit=unit)


def note_told(text: str) -> str:
    """Return a note of a study, which its folder keeps in English."""
    return in_words(remembered(text, NOTES))


def others(found: Sweep) -> Sequence[str]:
    """Return the schemes that are told of: all but the base."""
    return found.schemes[1:] if found.base is not None else found.schemes
