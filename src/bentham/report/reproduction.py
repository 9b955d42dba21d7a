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
from bentham.report.language import _, in_words, of_fact, speaking, together
from bentham.report.strip_words import limits, named, told
from bentham.report.strips import is_story, picture, strips_of
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


SETUPS = ("published model,", "scenario", "nothing is run")
"""How a fact is set up, in words."""


def page(report: Report, lang: str = "en") -> str:
    """Return the page as HTML.

    Parameters
    ----------
    report : Report
        What `bentham.study.facts.reproduction.reproduced` returned.
    lang : str
        One of `bentham.report.language.LANGUAGES`.
    """
    with speaking(lang):
        return _page(report)


def _page(report: Report) -> str:
    version = versions()
    known = [*MEANING, *sorted({row.known.name for row in report.rows} - set(MEANING))]
    groups = [
        {
            "name": name,
            "title": capital(_(name).replace("-", " ")),
            "meaning": _(MEANING.get(name, "")),
            "facts": [_fact(row, report.seeds, version["bentham"]) for row in report.of(name)],
        }
        for name in known
    ]
    template = pages().get_template("reproduction.html")
    return template.render(
        head=[in_words(line) for line in report.head()],
        verified=report.verified,
        seeds=report.seeds,
        number=len(report.rows),
        groups=[group for group in groups if group["facts"]],
        meaning=MEANING,
        nulls=NULLS,
        invented=_(INVENTED),
        tags=TAGS,
        versions=version,
    )


def write(report: Report, path: Path, lang: str = "en") -> Path:
    """Write the page in one step: whatever happens, no half of it is ever found under its name.

    Parameters
    ----------
    report : Report
        What to print.
    path : Path
        The file; what stood there before is replaced, and its folder is made if need be.
    lang : str
        The language of the page.

    Returns
    -------
    Path
        The file.
    """
    if path.is_dir():
        raise UsageError(f"The page cannot be written to '{path}': it is a folder.")
    text = page(report, lang)
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
    luck = _("one run") if fact.id in DETERMINED else _("{seeds:,} seeds", seeds=seeds)
    foot = _(
        "Invented people · {fact} · {luck} · bentham {version}",
        fact=fact.id, luck=luck, version=version,
    )  # fmt: skip
    return {
        "id": fact.id,
        "anchor": fact.id.lower(),
        "class": _(row.known.name),
        "statement": of_fact(fact.statement),
        "story": is_story(row),
        "tag": fact.tag,
        "source": of_fact(fact.source),
        "basis": _(BASES.get(fact.basis, fact.basis)),
        "setup": _setup(fact.setup),
        "published": of_fact(first.part.published),
        "obtained": told(first.obtained),
        "unit": "" if first.part.unit == "-" or isnan(first.obtained) else of_fact(first.part.unit),
        "bounds": limits(first.part),
        "others": len(row.numbers) - 1,
        "met": row.met,
        "verdict": in_words(row.verdict),
        "null_verdict": in_words(row.null_verdict),
        "why": in_words(row.known.why),
        # Named only beside others that meet it: "met by none" says it already.
        "spared": [_(n) for n, met in nulls.items() if not met] if any(nulls.values()) else [],
        "missed": [_missed(n, fact.sign) for n in row.numbers if not n.met],
        "lacks": "" if row.met else of_fact(fact.if_not),
        "picture": picture(row, foot),
        "caption": _caption(row, seeds),
    }


def _setup(setup: str) -> dict[str, str]:
    """Return how a fact is set up: words, and what is typed or opened."""
    model, scenario, nothing = map(_, SETUPS)
    if setup.startswith("classic "):
        return {"words": model, "code": f"bentham reproduce {setup[8:]}"}
    if setup.endswith(".yaml"):
        return {"words": scenario, "code": setup}
    if setup in ("", "none"):
        return {"words": nothing, "code": ""}
    return {"words": of_fact(setup), "code": ""}


def _missed(number: Number, sign: bool) -> str:
    """Say in words how a number lies outside its bounds."""
    said = {"name": named(number), "number": told(number.obtained)}
    if isnan(number.obtained):
        return _("{name}: not known", name=said["name"])
    if number.error:
        said["error"] = told(number.error)
        if sign:
            return _(
                "{name}: {number} with a standard error of {error}, where a sign must exceed two "
                "standard errors",
                **said,
            )
        return _(
            "{name}: {number} with a standard error of {error}, where the bounds are {bounds}",
            bounds=limits(number.part), **said,
        )  # fmt: skip
    if sign:
        return _("{name}: {number}, where a sign must exceed two standard errors", **said)
    return _("{name}: {number}, where the bounds are {bounds}", bounds=limits(number.part), **said)


def _caption(row: Row, seeds: int) -> str:
    """Say what is drawn, and what each range on it is."""
    known = [n for n in row.numbers if not isnan(n.obtained)]
    published = any(n.part.value is not None for n in row.numbers)
    mean = _("one run")
    if row.fact.id not in DETERMINED:
        mean = _("mean of {seeds:,} seeds", seeds=seeds)
    return together(
        _("Shaded: the bounds, fixed before the first run."),
        _("Diamond: published.") if published else "",
        _marks({n.met for n in known}, mean),
        _("Bar on it: two standard errors each way.") if any(n.error for n in known) else "",
        _("A sign is met if it exceeds two standard errors.") if row.fact.sign else "",
        ""
        if isnan(row.known.low)
        else _("Grey line: 5th to 95th percentile over the draws of the assumptions."),
        _("An arrow: goes on beyond the picture.") if any(s.arrows for s in strips_of(row)) else "",
    )


def _marks(met: set[bool], mean: str) -> str:
    """Say by which marks obtained numbers are drawn, of those that are met and of the others."""
    if met == {True, False}:
        return _("Dot or, outside the bounds, cross: obtained, {mean}.", mean=mean)
    if met == {True}:
        return _("Dot: obtained, {mean}.", mean=mean)
    return _("Cross: obtained, {mean}.", mean=mean) if met else ""
