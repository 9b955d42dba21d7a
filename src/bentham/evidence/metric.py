"""What the declaration of a metric says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Metric:
    """One reported number.

    Parameters
    ----------
    name : str
        Column name in ``panel.parquet``.
    label : str
        A few words for axes and tables.
    unit : str
        Unit in words.
    axis : str
        ``harm`` (what is done to people), ``conduct`` (what people do) or ``context``.
    direction : str
        ``worse`` or ``better`` if a larger value is so for the people, else ``neither``.
    summary : str
        How a run condenses the days to one value: ``last``, ``mean``, ``sum`` or ``max``.
    top, bottom : str
        Names of the tallies whose quotient the metric is; ``A+B`` adds two, and an empty `bottom`
        means a plain count.
    scale : float
        Factor on the quotient (100 for per cent).
    cause : str
        What must be declared or switched on for the metric to move: the name of a system
        (``expression``) or of a scheme's part (``scheme.lists``).
    definition : str
        One sentence that says exactly what is counted.
    phrase : str
        For shares of people: the end of a sentence that begins "Of 1,000 adults, 13 ...".
    story : bool
        Whether it tells how people react (fear, opinion, deterrence, welfare weights), which no
        data pin down, rather than what the declared rules add up to.
    how : str
        ``quotient``: of a day's two tallies; ``running``: of their sums since the first day, for
        what is too rare to be divided day by day; ``gini``: Gini coefficient of a histogram whose
        first and last tally are `top` and `bottom`. Where nothing is below, the metric is
        undefined on that day: it is not zero.
    """

    name: str
    label: str
    unit: str
    axis: Literal["harm", "conduct", "context"]
    direction: Literal["worse", "better", "neither"]
    summary: Literal["last", "mean", "sum", "max"]
    top: str
    bottom: str
    scale: float
    cause: str
    definition: str
    phrase: str = ""
    story: bool = False
    how: Literal["quotient", "running", "gini"] = "quotient"


M = Metric
