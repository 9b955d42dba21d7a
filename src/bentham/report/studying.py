"""What a study found, in sentences: ranges over the points, what they hang on, failing claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bentham.evidence.metrics import metric
from bentham.report.differing import signed
from bentham.report.words import Finding, capital, numbers, period, scale_of, when
from bentham.results.sweep import Sweep

TOLD = 3
"""Inputs that a sentence names."""

RANGE_NOTE = (
    "The range runs from the 5th to the 95th percentile of the points that were tried. It is no "
    "probability: nobody knows how likely a point is."
)


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
    if row["difference"]:
        middle, low, high = (signed(x) for x in (middle, low, high))
        less = f" beside ‘{found.base}’"
    else:
        less = ""
    if row["low"] == row["high"] == row["median"]:
        return f"{capital(m.label)}: {middle} {scale.unit}{less} at every point."
    # What happened at least once happened within the run, not at its end.
    time = f"in {period(found.days)}" if m.phrase.endswith("at least once") else when(m, found.days)
    return (
        f"{capital(m.label)}: {middle} {scale.unit}{less} {time}, in the middle of the points "
        f"({low} to {high})."
    )


def hangs_on(found: Sweep, scheme: str, output: str) -> str:
    """Say on which inputs a harm hangs most; empty where there are no indices."""
    if not indices_of(found, scheme, output):
        return ""
    strong = standing_out(found, scheme, output)[:TOLD]
    label = capital(metric(output).label)
    if not strong:
        return f"{label}: no input stands out from the error of its index; try more samples."
    names = ", ".join(f"{r['input']} ({index(r['st'], r['st_confidence'])})" for r in strong)
    return f"{label} hangs most on {names}: total effects, with 95 % intervals."


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
        yield _claim(found, each)


def _claim(found: Sweep, each: Mapping[str, Any]) -> str:
    said = f"‘{found.claim['text'] if found.claim else ''}’ under ‘{each['scheme']}’"
    holds, of = each["holds"], each["of"]
    undefined = f" (undefined at {each['undefined']:,} more)" if each["undefined"] else ""
    if not of:
        return f"{said} cannot be told: the harm is undefined at every point."
    if holds == of:
        return f"{said} holds at all {of:,} points that were tried{undefined}."
    if not holds:
        return f"{said} fails at all {of:,} points that were tried{undefined}."
    head = f"{said} holds at {holds:,} of {of:,} points that were tried{undefined}"
    box = each["fails_where"]
    if box is None:
        return f"{head}; no range of an input describes where it fails better than all points do."
    return (
        f"{head}; {box['failures']:,} of its {of - holds:,} failures lie where "
        f"{' and '.join(map(edge, box['edges']))}, among {box['points']:,} points."
    )


def edge(said: Mapping[str, Any]) -> str:
    """Return one restriction of a box in words."""
    name = said["input"]
    if "choices" in said:
        return f"{name} is {' or '.join(str(x) for x in said['choices'])}"
    low, high = said["from"], said["to"]
    if low is None:
        return f"{name} is at most {high:.3g}"
    if high is None:
        return f"{name} is at least {low:.3g}"
    return f"{name} lies between {low:.3g} and {high:.3g}"


def tried(found: Sweep) -> str:
    """Say what was tried."""
    many = "repeat" if found.replicates == 1 else "repeats"
    worlds = f"{len(found.schemes)} {'worlds' if len(found.schemes) > 1 else 'world'}"
    return (
        f"{found.points:,} points of {len(found.inputs)} inputs ({found.sampler}), "
        f"{found.people:,} invented people of ‘{found.society}’ for {found.days:,} days, "
        f"{found.replicates:,} {many}, seed {found.seed}, in {worlds}."
    )


def span(each: Mapping[str, Any]) -> str:
    """Return the range or the choices of an input."""
    if "choices" in each:
        return ", ".join(each["choices"])
    how = ", log-uniform" if each["log"] else ""
    return f"{each['from']:g} to {each['to']:g}{how}"


def others(found: Sweep) -> Sequence[str]:
    """Return the schemes that are told of: all but the base."""
    return found.schemes[1:] if found.base is not None else found.schemes
