"""What `bentham reproduce` found, as one self-contained page with a picture for each fact.

Like the report of a run it needs no scripts and fetches nothing. The line that may be quoted stands
out from the three that may not, and facts are ordered by how much each proves, not by how well they
came out: what might have been missed first, what must hold last.
"""

from __future__ import annotations

import os
from math import isnan
from pathlib import Path
from typing import Any

from bentham.evidence.errors import UsageError
from bentham.evidence.parameters import TAGS
from bentham.report.environment import pages
from bentham.report.strips import is_story, limits, named, picture, strips_of, told
from bentham.report.words import capital
from bentham.results.files import sync_folder, write_text
from bentham.results.provenance import INVENTED, versions
from bentham.study.facts.experiments import DETERMINED
from bentham.study.facts.reproduction import Number, Report, Row

MEANING = {
    "emergent": (
        "None of the other four: the model might have missed it. Only here does a number that "
        "comes out say anything, and only beside the null models, which do without the mechanisms: "
        "what they meet as well is no merit of the mechanisms."
    ),
    "by-construction": (
        "A sign that no draw of the assumptions reverses. The rules cannot but give it, so it is "
        "no evidence either way."
    ),
    "echo": (
        "A number that was put in from the fact's own source and comes out again, whatever else is "
        "assumed. It is no evidence either way."
    ),
    "fitted": (
        "A number that is used to narrow the assumptions. It is in sample: that it comes out is "
        "no test, though that it does not come out would be a fault."
    ),
    "verification": (
        "A theorem, or the output of another published model, which is run again. It must hold; "
        "that it does says that the programs are right, and nothing about people."
    ),
}
"""What each class of facts is worth, in the order of the page."""

NULLS = {
    "averages": "every share fixed at its average in other publications; no people and no run",
    "alone": "all couplings between persons off",
    "epstein": "Epstein's rule alone, everything else off",
}
"""The null models in words."""

BASES = {
    "theorem": "a theorem",
    "model": "the output of another model, which is run",
    "measurement": "a measurement",
    "claim": "a finding published without a number",
    "configuration": "a count of rules",
}


def page(report: Report) -> str:
    """Return the page as HTML.

    Parameters
    ----------
    report : Report
        What `bentham.study.facts.reproduction.reproduced` returned.
    """
    version = versions()
    known = [*MEANING, *sorted({row.known.name for row in report.rows} - set(MEANING))]
    groups = [
        {
            "name": name,
            "title": capital(name.replace("-", " ")),
            "meaning": MEANING.get(name, ""),
            "facts": [_fact(row, report.seeds, version["bentham"]) for row in report.of(name)],
        }
        for name in known
    ]
    template = pages().get_template("reproduction.html")
    return template.render(
        head=report.head(),
        verified=report.verified,
        seeds=report.seeds,
        number=len(report.rows),
        groups=[group for group in groups if group["facts"]],
        meaning=MEANING,
        nulls=NULLS,
        invented=INVENTED,
        tags=TAGS,
        versions=version,
    )


def write(report: Report, path: Path) -> Path:
    """Write the page in one step: whatever happens, no half of it is ever found under its name.

    Parameters
    ----------
    report : Report
        What to print.
    path : Path
        The file; what stood there before is replaced, and its folder is made if need be.

    Returns
    -------
    Path
        The file.
    """
    if path.is_dir():
        raise UsageError(f"The page cannot be written to '{path}': it is a folder.")
    text = page(report)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        write_text(partial.parent, partial.name, text)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(path.parent)
    return path


def _fact(row: Row, seeds: int, version: str) -> dict[str, Any]:
    """Return what the page says of one fact."""
    fact, first, nulls = row.fact, row.numbers[0], row.known.nulls
    luck = "one run" if fact.id in DETERMINED else f"{seeds:,} seeds"
    return {
        "id": fact.id,
        "anchor": fact.id.lower(),
        "class": row.known.name,
        "statement": fact.statement,
        "story": is_story(row),
        "tag": fact.tag,
        "source": fact.source,
        "basis": BASES.get(fact.basis, fact.basis),
        "setup": _setup(fact.setup),
        "published": first.part.published,
        "obtained": told(first.obtained),
        "unit": "" if first.part.unit == "-" or isnan(first.obtained) else first.part.unit,
        "bounds": limits(first.part),
        "others": len(row.numbers) - 1,
        "met": row.met,
        "verdict": row.verdict,
        "null_verdict": row.null_verdict,
        "why": row.known.why,
        # Named only beside others that meet it: "met by none" says it already.
        "spared": [n for n, met in nulls.items() if not met] if any(nulls.values()) else [],
        "missed": [_missed(n, fact.sign) for n in row.numbers if not n.met],
        "lacks": "" if row.met else fact.if_not,
        "picture": picture(row, f"Invented people · {fact.id} · {luck} · bentham {version}"),
        "caption": _caption(row, seeds),
    }


def _setup(setup: str) -> dict[str, str]:
    """Return how a fact is set up: words, and what is typed or opened."""
    if setup.startswith("classic "):
        return {"words": "published model,", "code": f"bentham reproduce {setup[8:]}"}
    if setup.endswith(".yaml"):
        return {"words": "scenario", "code": setup}
    if setup in ("", "none"):
        return {"words": "nothing is run", "code": ""}
    return {"words": setup, "code": ""}


def _missed(number: Number, sign: bool) -> str:
    """Say in words how a number lies outside its bounds."""
    if isnan(number.obtained):
        return f"{named(number)}: not known"
    found = f"{named(number)}: {told(number.obtained)}"
    if number.error:
        found += f" with a standard error of {told(number.error)}"
    if sign:
        return f"{found}, where a sign must exceed two standard errors"
    return f"{found}, where the bounds are {limits(number.part)}"


def _caption(row: Row, seeds: int) -> str:
    """Say what is drawn, and what each range on it is."""
    known = [n for n in row.numbers if not isnan(n.obtained)]
    parts = ["Shaded: the bounds, fixed before the first run."]
    if any(n.part.value is not None for n in row.numbers):
        parts.append("Diamond: published.")
    mean = "one run" if row.fact.id in DETERMINED else f"mean of {seeds:,} seeds"
    marks = [
        name for name, met in (("Dot", True), ("cross", False)) if met in {n.met for n in known}
    ]
    if marks:
        mark = capital(" or, outside the bounds, ".join(marks))
        parts.append(f"{mark}: obtained, {mean}.")
    if any(n.error for n in known):
        parts.append("Bar on it: two standard errors each way.")
    if row.fact.sign:
        parts.append("A sign is met if it exceeds two standard errors.")
    if not isnan(row.known.low):
        parts.append("Grey line: 5th to 95th percentile over the draws of the assumptions.")
    if any(s.arrows for s in strips_of(row)):
        parts.append("An arrow: goes on beyond the picture.")
    return " ".join(parts)
