"""Make `docs/acquittals.md`: where a scheme does better than courts and fines, harm by harm.

python docs/make_acquittals.py
"""
# The lines of the page are as long as those of the other pages.
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import numpy as np

from bentham.evidence.metric import Metric
from bentham.evidence.metrics import METRICS
from bentham.report.words import capital
from bentham.scheme import loading
from bentham.study.harms import is_level
from bentham.study.planning import plan
from bentham.study.small_worlds import Cases, Floats, measured

BASE = "specific-laws"
PEOPLE, DAYS, DRAWS = 10_000, 180, 24
AIM = "offences"

HEAD = """# Where the model acquits

A model in which no scheme can ever do better than the law proves nothing when the law comes out better. So
for each harm this page looks for a preset, and a set of assumptions, under which there is *less* of it than
under `specific-laws` with the same people and the same luck: {people:,} people, {days} days, the values as
they are by default and {draws} draws of everything uncertain (`study.assumptions.draws({draws}, 20261123, ...)`).
`python docs/make_acquittals.py` makes the page again; a test makes its rows again.

**{two} of {all} harms can go either way.** The others are one-sided beside `specific-laws`: a court that fines
offences does nothing of the kind, so there the number is zero by construction and no scheme can be below
it. That the law comes out better on them is no finding; how much worse a scheme is can be one. The law errs
as well: its offices and courts record what somebody did not do, in shares taken from one city's adjudicators
and from one estimate of wrongful convictions (`bentham show specific-laws`). Judgments over debts against the
wrong person are not in it, since no share was found; that favours the law.

What a scheme is for can come out in its favour as well: offences and debts are a conduct, not a harm, and
stand in the last row.

| number | better than `specific-laws` | with | by | at the defaults |
| --- | --- | --- | --- | --- |
"""


def main() -> None:
    """Write the page."""
    names = [name for name in loading.presets() if name != BASE]
    worlds = [plan(name, people=PEOPLE, days=DAYS) for name in (BASE, *names)]
    metrics = [m for m in METRICS if m.axis == "harm" or m.name == AIM]
    values = measured(worlds, Cases(PEOPLE, 1, DRAWS), metrics)
    rows, two = [], 0
    base = plan(BASE, people=PEOPLE, days=DAYS).causes
    for i, m in enumerate(metrics):
        if m.cause not in base:
            why = "a level that the law does not keep" if is_level(m) else "zero under the law"
            rows.append(f"| {capital(m.label)} (`{m.name}`) | one-sided: {why} | – | – | – |")
            continue
        row = _row(m, names, values[:, :, i])
        two += m.axis == "harm" and "one-sided" not in row
        rows.append(row)
    head = HEAD.format(
        people=PEOPLE, days=DAYS, draws=DRAWS, two=two, all=sum(m.axis == "harm" for m in metrics)
    )
    Path(__file__).with_name("acquittals.md").write_text(head + "\n".join(rows) + "\n", "utf-8")


def _row(m: Metric, names: list[str], values: Floats) -> str:
    """Return the scheme and the case that are better by most."""
    worse = (-1.0 if m.direction == "better" else 1.0) * (values[1:] - values[0])
    w, case = np.unravel_index(int(np.nanargmin(worse)), worse.shape)
    if not worse[w, case] < 0:
        return f"| {capital(m.label)} (`{m.name}`) | one-sided: none found | – | – | – |"
    by = values[1 + w, case] - values[0, case]
    with_ = "the defaults" if case == 0 else f"draw {case - 1}"
    at_defaults = round(values[1 + w, 0] - values[0, 0], 12) + 0.0  # no minus before a zero
    return (
        f"| {capital(m.label)} (`{m.name}`) | `{names[w]}` | {with_} | {by:+.3g} {m.unit} | "
        f"{at_defaults:+.3g} |"
    )


if __name__ == "__main__":
    main()
