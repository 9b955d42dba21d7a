"""Make `docs/posterior.png`: what published patterns cannot tell apart.

python docs/make_posterior_picture.py
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pyarrow.parquet as pq
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bentham.evidence.parameters import parameter

INK, SETS, DEFAULT = "#222222", "#0072b2", "#d55e00"
FOLDER = Path(str(resources.files("bentham.evidence")))


def panel(axes: Axes, first: str, second: str, correlation: float) -> None:
    """Draw two parameters over all sets that are not ruled out, inside their declared ranges."""
    sets = pq.read_table(FOLDER / "posterior.parquet", columns=[first, second]).to_pydict()
    one, two = parameter(first), parameter(second)
    axes.plot(sets[first], sets[second], "o", color=SETS, alpha=0.6, ms=4, label="a set left")
    axes.plot(one.default, two.default, "x", color=DEFAULT, ms=11, mew=3, label="the default")
    for axis, p in ((axes.xaxis, one), (axes.yaxis, two)):
        axis.set_label_text(f"{p.name} ({p.unit})" if p.unit != "-" else p.name)
    for p, scale, limits in (
        (one, axes.set_xscale, axes.set_xlim),
        (two, axes.set_yscale, axes.set_ylim),
    ):
        scale("log" if p.draw == "log" else "linear")
        limits(p.low, p.high)
    axes.set_title(f"rank correlation {correlation:+.2f}".replace("-", "\u2212"), fontsize=10)
    axes.tick_params(which="minor", labelleft=False, labelbottom=False)
    for axis, p in ((axes.xaxis, one), (axes.yaxis, two)):
        ticks = [x for x in TICKS if p.low <= x <= p.high]
        axis.set_ticks(ticks, [f"{x:g}" for x in ticks])
    axes.legend(frameon=False, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)


TICKS = (0.001, 0.002, 0.003, 0.004, 0.006, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 2, 4, 8, 24)


def main() -> None:
    """Write the picture beside this file."""
    told = json.loads((FOLDER / "posterior.json").read_text("utf-8"))
    pairs = told["cannot_be_told_apart"]
    figure = Figure(figsize=(4.4 * len(pairs), 4.2), layout="constrained")
    for axes, pair in zip(figure.subplots(1, len(pairs), squeeze=False)[0], pairs, strict=True):
        panel(axes, pair["first"], pair["second"], pair["rank_correlation"])
    figure.suptitle(f"Invented people: {told['not_ruled_out']} sets not ruled out", fontsize=11)
    figure.savefig(Path(__file__).with_name("posterior.png"), dpi=130, metadata={"Software": None})


if __name__ == "__main__":
    main()
