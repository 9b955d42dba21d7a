"""The picture of Sobol indices: a row an input, with what it explains alone and altogether.

A filled disc is the total effect, a hollow square the first order; a bar is the 95 % interval. So
the two are told apart by shape, whatever the colours. Frames are solid or dashed as in the other
pictures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bentham.evidence.metric import Metric
from bentham.report.figures import (
    COUNTED,
    GRID,
    INK,
    KIND,
    MUTED,
    NARROW,
    SETTINGS,
    STORY,
    WIDE,
    Picture,
    as_svg,
)
from bentham.report.language import _
from bentham.report.studying import index

MOST = 12
"""Inputs that are drawn; the table has all."""

ROW, TOP, BOTTOM = 44.0, 64.0, 62.0
"""Heights in points: an input, what stands above all, and below."""


def indices_picture(
    rows: Sequence[Mapping[str, Any]], m: Metric, title: str, foot: str, name: str
) -> Picture:
    """Draw the indices of one harm, for a wide and for a narrow page.

    Parameters
    ----------
    rows : sequence of mapping
        One an input, the largest total effect first.
    m : Metric
        The harm.
    title, foot : str
        What the picture says, and what stands at its foot.
    name : str
        Keeps the ids of several pictures on one page apart.
    """
    from matplotlib import rc_context

    drawings = []
    told = _("; ").join(f"{r['input']} {r['st']:.2f}" for r in rows[:MOST])
    description = _("Total effects: {indices}.", indices=told)
    for word, width in (("wide", WIDE), ("narrow", NARROW)):
        with rc_context({**SETTINGS, "svg.hashsalt": f"{name}-{word}"}):
            figure = _drawn(rows[:MOST], m, width, foot)
            drawings.append(as_svg(figure, f"{name}-{word}", title, description))
    head = (_("input"), _("first order S1"), _("total effect ST"))
    cells = tuple(
        (r["input"], index(r["s1"], r["s1_confidence"]), index(r["st"], r["st_confidence"]))
        for r in rows
    )
    return Picture(drawings[0], drawings[1], head, cells)


def _drawn(rows: Sequence[Mapping[str, Any]], m: Metric, width: float, foot: str) -> Any:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    height = TOP + ROW * len(rows) + BOTTOM
    figure = Figure(figsize=(width / 72, height / 72))
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    margin = 14.0
    box = (margin / width, BOTTOM / height, 1 - 2 * margin / width, ROW * len(rows) / height)
    ax = figure.add_axes(box)
    colour = STORY if m.story else COUNTED
    ax.patch.set_visible(False)
    for spine in ax.spines.values():
        spine.set_linestyle((0, (5, 3)) if m.story else "solid")
        spine.set_edgecolor(colour)
        spine.set_linewidth(1.1)
    ax.annotate(
        _(KIND[m.story]), (0, 1), (0, 44), "axes fraction", "offset points", color=colour, size=10.5
    )
    for y, row in enumerate(rows):
        ax.annotate(row["input"], (0, y), (4, 11), ("axes fraction", "data"), "offset points",
                    color=INK, size=11)  # fmt: skip
        for value, error, up, shape, face in (
            (row["st"], row["st_confidence"], 0.08, "o", colour),
            (row["s1"], row["s1_confidence"], 0.32, "s", "none"),
        ):
            at = y + up
            ax.plot([value - error, value + error], [at, at], color=colour, lw=1.4, alpha=0.6)
            ax.plot([value], [at], marker=shape, ms=7, mec=colour, mfc=face, mew=1.4)
    ends = [v for r in rows for v in (r["st"] + r["st_confidence"], r["s1"] + r["s1_confidence"])]
    starts = [v for r in rows for v in (r["st"] - r["st_confidence"], r["s1"] - r["s1_confidence"])]
    ax.set_xlim(min(-0.05, *starts), max(1.02, *ends))
    ax.set_ylim(len(rows) - 0.45, -0.55)
    ax.set_yticks([])
    ax.axvline(0.0, color=MUTED, lw=0.8)
    ax.grid(axis="x", color=GRID, lw=0.7)
    ax.set_axisbelow(True)
    ax.set_xlabel(_("share of the variance over the points"))
    ax.tick_params(length=3)
    keys = [
        Line2D([], [], marker="o", ls="", ms=7, mec=colour, mfc=colour, label=_("total effect")),
        Line2D([], [], marker="s", ls="", ms=7, mec=colour, mfc="none", label=_("alone")),
    ]
    ax.legend(
        handles=keys, frameon=False, loc="lower left", bbox_to_anchor=(0, 1), ncols=2,
        borderaxespad=0.3, borderpad=0.1, fontsize=11, handletextpad=0.3, columnspacing=1.4,
    )  # fmt: skip
    figure.text(2 / width, 5 / height, foot, color=MUTED, size=10)
    return figure
