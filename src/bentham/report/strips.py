"""The picture of a fact: for each of its numbers a strip with what is published and obtained.

A strip has a lane for each of four things: the published value, the bounds that were fixed before
the first run (their tint runs through all lanes), the obtained value with two standard errors each
way, and the range over the draws of the assumptions. What is open ends in an arrow at the edge.
Where a formula or a published model is run the frame is solid, where people's reactions are told it
is dashed; inside and outside the bounds differ by shape, so that nothing hangs on a colour.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bentham.report.figures import (
    COUNTED,
    INK,
    MUTED,
    NARROW,
    SETTINGS,
    STORY,
    VARIABLES,
    WIDE,
    Picture,
    as_svg,
    font,
)
from bentham.report.language import _, listed, of_fact, together
from bentham.report.strip_words import between, limits, named, told, verdict, width, wrapped
from bentham.study.facts.reproduction import Number, Row

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CALCULATED = ("theorem", "model", "configuration")
"""On what a fact rests if nobody's reaction is told."""

KIND = {
    False: "ARITHMETIC: a formula, a count or a published model",
    True: "BOUNDED STORY: how people react, within bounds",
}
HEAD = ("number", "published", "bounds", "obtained", "standard error", "assumptions", "verdict")
NAMES = ("published", "bounds", "obtained", "assumptions")

LINE, TICKS, GAP, TOP, FOOT = 16.0, 20.0, 12.0, 18.0, 24.0
"""Heights in points: a line of a heading, the numbers under a strip, the gap to the next one, and
what stands above all strips and below them."""

STRETCH = 3.0
"""A range over the assumptions that reaches further than so many core widths is cut, with arrow."""

LETTER = 6.6
"""Width of a letter of 11 points, on the wide side."""

HEADING = {WIDE: 98, NARROW: 50}
"""How many letters of a heading fit on a line."""


@dataclass(frozen=True, slots=True)
class Strip:
    """One number of a fact as it is drawn: finite ends, and where it is open or cut.

    Parameters
    ----------
    number : Number
        What is published and obtained.
    low, high : float
        Range over the draws of the assumptions; NaN if it is not known for this number.
    left, right : float
        Ends of the axis.
    """

    number: Number
    low: float
    high: float
    left: float
    right: float

    @property
    def lanes(self) -> int:
        """How many lanes are drawn: the assumptions have one only where they were drawn."""
        return 3 if math.isnan(self.low) else 4

    @property
    def arrows(self) -> bool:
        """Whether anything goes on beyond the axis."""
        part = self.number.part
        # A range that is not known, NaN, comes second and so never is the least or largest.
        return min(part.low, self.low) < self.left or max(part.high, self.high) > self.right

    def texts(self) -> list[str]:
        """Return what stands beside each lane."""
        n = self.number
        obtained = told(n.obtained)
        if n.error:
            obtained = _("{number} (s.e. {error})", number=obtained, error=told(n.error))
        texts = [of_fact(n.part.published), limits(n.part), obtained, between(self.low, self.high)]
        return texts[: self.lanes]


def is_story(row: Row) -> bool:
    """Whether a fact tells how people react, rather than what a formula gives."""
    return row.fact.basis not in CALCULATED


def picture(row: Row, foot: str) -> Picture:
    """Draw all numbers of a fact, for a wide and for a narrow page.

    Parameters
    ----------
    row : Row
        The fact with what was obtained.
    foot : str
        Seed and version, printed under the strips.
    """
    from matplotlib import rc_context

    strips = list(strips_of(row))
    title = _("{name}: {number}", name=row.fact.id, number=of_fact(row.fact.statement))
    described = _description(row, strips)
    drawings = []
    with rc_context({**SETTINGS, "font.size": 11, "svg.hashsalt": row.fact.id}):
        for word, across in (("wide", WIDE), ("narrow", NARROW)):
            figure = _drawn(strips, is_story(row), across, foot)
            name = f"{row.fact.id.lower()}-{word}"
            drawings.append(_compact(as_svg(figure, name, title, described)))
    head = tuple(map(_, HEAD))
    return Picture(drawings[0], drawings[1], head, tuple(_cells(s) for s in strips))


def strips_of(row: Row) -> Iterator[Strip]:
    """Return the numbers of a fact with the ends of their axes."""
    for i, n in enumerate(row.numbers):
        # Only the first number's range is kept with the class.
        low, high = (row.known.low, row.known.high) if i == 0 else (math.nan, math.nan)
        core = [n.part.low, n.part.high, n.obtained - 2 * n.error, n.obtained + 2 * n.error]
        core = [v for v in (*core, n.part.value) if v is not None and math.isfinite(v)]
        start, end = min(core, default=0.0), max(core, default=1.0)
        span = (end - start) or 0.2 * abs(end) or 1.0
        if not math.isnan(low):
            start = min(start, max(low, start - STRETCH * span))
            end = max(end, min(high, end + STRETCH * span))
        margin = 0.08 * (end - start) or 0.5 * span
        yield Strip(n, low, high, start - margin, end + margin)


def _drawn(strips: list[Strip], story: bool, across: float, foot: str) -> Figure:
    """Make the figure: a heading for its kind, the strips one under the other, the foot."""
    wide = across == WIDE
    lane = 19.0 if wide else 30.0
    longest = LETTER * max(width(text) for s in strips for text in s.texts())
    left = min(86.0 + longest if wide else max(84.0, longest + 6), 0.5 * across)
    headings = [wrapped(named(s.number), HEADING[across]) for s in strips]
    above = [LINE * len(lines) + 6 for lines in headings]
    height = TOP + FOOT + sum(above) + sum(lane * s.lanes + TICKS + GAP for s in strips)
    paper = _Paper(across, height)
    colour = STORY if story else COUNTED

    paper.put(2, 11, _(KIND[story]), color=colour, size=10.5)
    y = TOP
    for s, lines in zip(strips, headings, strict=True):
        for text in lines:
            y += LINE
            paper.put(2, y, text, size=12)
        y += 6
        for k, (name, text) in enumerate(zip(NAMES, s.texts(), strict=False)):
            middle = y + lane * (k + 0.5)
            paper.put(2, middle + (4 if wide else -3), _(name), color=MUTED)
            paper.put(*((80, middle + 4) if wide else (2, middle + 10)), text)
        _strip(paper, s, _Place(s, left, across - 12, y, lane), story)
        y += lane * s.lanes + TICKS + GAP
    paper.put(2, height - 5, foot, color=MUTED, size=10)
    return paper.figure


class _Paper:
    """A figure that is drawn on in points from its upper left corner.

    Axes would take most of the time for dozens of strips, and give nothing but ticks.
    """

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.figure = Figure(figsize=(width / 72, height / 72))
        FigureCanvasSVG(self.figure)
        self.figure.patch.set_visible(False)
        points = Affine2D().scale(1 / width, -1 / height).translate(0, 1)
        self.points = points + self.figure.transFigure

    def put(self, x: float, y: float, text: str, **how: Any) -> None:
        self.figure.text(x, y, text, transform=self.points, **how)

    def line(self, x: Sequence[float], y: Sequence[float], **how: Any) -> None:
        from matplotlib.lines import Line2D

        how = {"solid_capstyle": "butt", **how}
        self.figure.add_artist(Line2D(x, y, transform=self.points, **how))

    def mark(self, x: float, y: float, shape: str, size: float, **how: Any) -> None:
        how = {"mew": 0, "mec": INK, "mfc": INK, "ls": "none", **how}
        self.line([x], [y], marker=shape, ms=size, **how)

    def box(self, x: tuple[float, float], y: tuple[float, float], **how: Any) -> None:
        from matplotlib.patches import Polygon

        corners = [(x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1])]
        self.figure.add_artist(Polygon(corners, transform=self.points, **how))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where on the paper a strip stands: its ends in points, its top, the height of a lane."""

    strip: Strip
    left: float
    right: float
    top: float
    lane: float

    def x(self, value: float) -> float:
        """Return where a value stands; one beyond the axis stands at its end."""
        s = self.strip
        share = (min(max(value, s.left), s.right) - s.left) / (s.right - s.left)
        return self.left + share * (self.right - self.left)

    def y(self, lane: int) -> float:
        return self.top + self.lane * (lane + 0.5)

    @property
    def wide(self) -> bool:
        return self.right > NARROW

    @property
    def bottom(self) -> float:
        return self.top + self.lane * self.strip.lanes


def _strip(paper: _Paper, s: Strip, at: _Place, story: bool) -> None:
    """Draw one strip; lanes are counted downwards from 0."""
    from matplotlib.ticker import MaxNLocator

    part, n = s.number.part, s.number
    colour = STORY if story else COUNTED
    all_ = (at.top, at.bottom)
    paper.box((at.x(part.low), at.x(part.high)), all_, facecolor=colour, alpha=0.13, lw=0)
    for end in (part.low, part.high):
        if math.isfinite(end):
            paper.line([at.x(end)] * 2, all_, color=colour, lw=0.9)
    near = 0.02 * (s.right - s.left)
    for tick in MaxNLocator(6 if at.wide else 4, steps=[1, 2, 5, 10]).tick_values(s.left, s.right):
        if s.left + near <= tick <= s.right - near:
            text = f"{tick:,.10g}".replace("-", "−")
            paper.line([at.x(tick)] * 2, [at.bottom, at.bottom + 3], color=MUTED, lw=0.8)
            paper.put(at.x(tick), at.bottom + 14, text, ha="center", size=10.5)
    paper.box((at.left, at.right), all_, facecolor="none", edgecolor=colour, lw=1.1,
              linestyle=(0, (5, 3)) if story else "solid")  # fmt: skip
    _span(paper, at, (part.low, part.high), 1, colour, 4.5)
    if part.value is not None:
        paper.mark(at.x(part.value), at.y(0), "D", 7, mew=1.4, mfc="none")
    if math.isfinite(n.obtained):
        if n.error:
            ends = [at.x(n.obtained - 2 * n.error), at.x(n.obtained + 2 * n.error)]
            paper.line(ends, [at.y(2)] * 2, color=INK, lw=1.6)
        paper.mark(at.x(n.obtained), at.y(2), "o" if n.met else "X", 8 if n.met else 10)
    if s.lanes == len(NAMES):
        _span(paper, at, (s.low, s.high), 3, MUTED, 2.2)


def _span(
    paper: _Paper, at: _Place, span: tuple[float, float], lane: int, colour: str, thick: float
) -> None:
    """Draw an interval in a lane; an end beyond the axis becomes an arrow at its edge."""
    low, high = at.x(span[0]), at.x(span[1])
    paper.line([low, high], [at.y(lane)] * 2, color=colour, lw=thick)
    if span[0] < at.strip.left:
        paper.mark(low + 5, at.y(lane), "<", 11, mfc=colour)
    if span[1] > at.strip.right:
        paper.mark(high - 5, at.y(lane), ">", 11, mfc=colour)


def _description(row: Row, strips: list[Strip]) -> str:
    """Say in words all that is drawn."""
    parts = [_("{kind}.", kind=_(KIND[is_story(row)]))]
    for s in strips:
        said = [
            _("{name} {value}", name=_(n), value=t) for n, t in zip(NAMES, s.texts(), strict=False)
        ]
        parts.append(
            _(
                "{what}: {numbers}; {verdict}.",
                what=named(s.number), numbers=listed(said), verdict=verdict(s.number),
            )
        )  # fmt: skip
    return together(*parts)


def _cells(s: Strip) -> tuple[str, ...]:
    n = s.number
    return (
        named(n), of_fact(n.part.published), limits(n.part), told(n.obtained),
        told(n.error) if n.error else of_fact("none"), between(s.low, s.high), verdict(n),
    )  # fmt: skip


def _usual() -> str:
    """Return what most texts have in common, to be said once for a whole picture."""
    return f"font-size: 11px; font-family: {font()}; fill: {VARIABLES[INK]}"


def _compact(svg: str) -> str:
    """Drop what says nothing or is said again and again: dozens of pictures stand on one page."""
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, count=1, flags=re.DOTALL)
    svg = re.sub(r"<[^>]+>", lambda tag: _compact_tag(tag[0]), svg)
    svg = re.sub(r">\s+<", "><", svg).replace("<g/>", "")
    alone = re.compile(r"<g>(<(?:path|use)[^>]*/>|<text[^>]*>[^<]*</text>|)</g>")
    while alone.search(svg):
        svg = alone.sub(r"\1", svg)
    return svg.replace("<svg ", f'<svg style="{_usual()}; stroke-linejoin: round" ', 1)


def _compact_tag(tag: str) -> str:
    if tag.startswith("<text"):
        for usual in (*_usual().split("; "), "text-anchor: start"):
            tag = re.sub(re.escape(usual) + "(; )?", "", tag)
        tag = tag.replace('; "', '"').replace(' style=""', "")
    tag = re.sub(r' transform="rotate\(-0[^"]*"', "", tag)
    tag = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}", tag)
    return re.sub(r"\s+", " ", tag)
