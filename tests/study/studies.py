"""Small studies for the tests: a few hundred people for a few days."""

from __future__ import annotations

from typing import Any

from bentham.study.sweeps.reading import loads
from bentham.study.sweeps.study import Study

HEAD = """\
bentham: "0.1"
study: small
title: A small study
base: specific-laws
schemes: [speech-points]
society: city
people: 640
days: 6
seed: 3
"""
VARY = """\
vary:
  risk.prior:
  risk.learning: {from: 0.01, to: 0.05}
  expression.rule: {choices: [kuran, ross]}
"""
TAIL = "outputs: [perceived_risk, people_silenced]\n"
SAMPLED = "sampler: lhs\nsamples: 6\n"


def text(**changes: str) -> str:
    """The small study with a part replaced: head, vary, outputs, points or end."""
    parts = {"head": HEAD, "vary": VARY, "outputs": TAIL, "points": SAMPLED, "end": ""}
    return "".join((parts | changes).values())


def small(**changes: Any) -> Study:
    """The small study, read."""
    return loads(text(**changes), name="study.yaml")
