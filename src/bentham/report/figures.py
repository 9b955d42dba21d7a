"""The two pictures of a report, as inline SVG that follows the page's colours.

Text stays text, the same facts give the same bytes, and every colour is a variable of the page
with a value of its own for a picture that is taken out of it. What follows from rules is framed
with a solid line, what tells of people's reactions with a dashed one.
"""

from __future__ import annotations

import base64
import csv
import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from bentham.report.facts import Facts, Measured, Ranged
from bentham.report.language import _, spoken, together
from bentham.report.words import Scale, from_to, label_of, numbers, scale_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Drawn with these, then replaced: matplotlib knows no CSS variables.
INK, MUTED, GRID, COUNTED, STORY = "#010101", "#020202", "#030303", "#040404", "#050505"
VARIABLES = {
    INK: "var(--ink, #1b1b1a)",
    MUTED: "var(--muted, #5b5b57)",
    GRID: "var(--grid, #dcdcd6)",
    COUNTED: "var(--counted, #0072b2)",
    STORY: "var(--story, #b34f00)",
}
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 12,
    # A dollar sign in somebody's title is a dollar sign.
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.6,
}
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif"
CHINESE = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
WIDE, NARROW = 672.0, 336.0
"""Widths of the two drawings of each picture: for a page and for a telephone."""


def font() -> str:
    """Return the fonts that a picture names; none is shipped."""
    return FONT.replace("sans-serif", CHINESE) if spoken() == "zh-Hans" else FONT


KIND = {
    False: "COUNTED: follows from the rules and base rates",
    True: "STORY: how people react, within bounds",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One figure in two widths, with the table of exactly what is drawn."""

    wide: str
    narrow: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def csv(self) -> str:
        """Return the table as the address of a CSV file that the page itself holds."""
        out = io.StringIO()
        cells = ([cell.replace(",", "").replace("–", "") for cell in row] for row in self.rows)
        csv.writer(out).writerows([self.head, *cells])
        return f"data:text/csv;base64,{base64.b64encode(out.getvalue().encode()).decode()}"


def over_time(
    facts: Facts, panels: Sequence[Measured], title: str, of: str = "", what: str = ""
) -> Picture:
    """Draw metrics over the days, one panel each, with their bands.

    Parameters
    ----------
    facts : Facts
        What the foot says.
    panels : sequence of Measured
        What is drawn.
    title : str
        The finding.
    of : str
        Keeps the ids of several such pictures on one page apart.
    what : str
        What is drawn of the metrics, if not their level: a difference.
    """
    scales = [scale_of(m.metric, m.total.value, facts.people) for m in panels]
    from matplotlib import rc_context

    drawings = []
    for name, width in ((f"{of}time-wide", WIDE), (f"{of}time-narrow", NARROW)):
        with rc_context({**SETTINGS, "svg.hashsalt": name}):
            heights = [170.0] * len(panels)
            figure, axes = _canvas(facts, width, heights, top=62.0, bottom=36.0)
            for ax, m, scale in zip(axes, panels, scales, strict=True):
                _time_panel(ax, m, scale, width, what)
            axes[-1].set_xlabel(_("day"))
            drawings.append(as_svg(figure, name, title, _describe_course(panels, scales)))
    head, rows = _time_table(panels, scales)
    return Picture(drawings[0], drawings[1], head, rows)


def by_class(facts: Facts, m: Measured, title: str, of: str = "", what: str = "") -> Picture:
    """Draw one metric by class: a dot, and an interval for each range that is known.

    The parameters are those of `over_time`.
    """
    scale = scale_of(m.metric, m.total.value, facts.people)
    from matplotlib import rc_context

    drawings = []
    for name, width in ((f"{of}class-wide", WIDE), (f"{of}class-narrow", NARROW)):
        with rc_context({**SETTINGS, "svg.hashsalt": name}):
            height = 40.0 * len(m.classes) + 14
            figure, (ax,) = _canvas(facts, width, [height], top=44.0, bottom=38.0)
            _class_panel(ax, m, scale, width, what)
            drawings.append(as_svg(figure, name, title, _describe_classes(m, scale)))
    shown = _columns([x for __, x in m.classes])
    head = (_("class"), *(_("{word}, {unit}", word=_(w), unit=scale.unit) for w in shown))
    rows = tuple((_(n), *_chosen(_cells(x, scale), shown)) for n, x in m.classes)
    return Picture(drawings[0], drawings[1], head, rows)


def _canvas(
    facts: Facts, width: float, heights: Sequence[float], top: float, bottom: float
) -> tuple[Figure, list[Axes]]:
    """Make a figure of stacked panels, with seed and version at its foot."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    foot = 22.0
    total = sum(heights) + len(heights) * (top + bottom) + foot
    figure = Figure(figsize=(width / 72, total / 72))
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    axes = []
    y = total
    left = 62.0 if width == WIDE else 50.0
    for height in heights:
        y -= top + height
        box = (left / width, y / total, (width - left - 14) / width, height / total)
        axes.append(figure.add_axes(box))
        y -= bottom
    line = _(
        "Invented people · {scheme} · seed {seed} · bentham {version}",
        scheme=facts.scheme.id, seed=facts.seed, version=facts.versions["bentham"],
    )  # fmt: skip
    figure.text(2 / width, 5 / total, line, color=MUTED, size=10)
    return figure, axes


def _frame(ax: Axes, m: Measured, unit: str, lift: float, what: str = "") -> str:
    """Frame a panel by its kind, head it with kind, label and unit; return its colour.

    The heading stands `lift` points above its usual place, to leave room for a legend.
    """
    story = m.metric.story
    colour = STORY if story else COUNTED
    ax.patch.set_visible(False)
    for spine in ax.spines.values():
        spine.set_linestyle((0, (5, 3)) if story else "solid")
        spine.set_edgecolor(colour)
        spine.set_linewidth(1.1)
    said = {"label": label_of(m.metric), "unit": unit}
    head = _("{label}, {unit}: {what}", what=what, **said) if what else _("{label}, {unit}", **said)
    for text, up, size, shade in (
        (_(KIND[story]), lift + 22, 10.5, colour),
        (head, lift + 7, 12, INK),
    ):
        ax.annotate(text, (0, 1), (0, up), "axes fraction", "offset points", color=shade, size=size)
    ax.tick_params(length=3)
    return colour


def _time_panel(ax: Axes, m: Measured, scale: Scale, width: float, what: str) -> None:
    from matplotlib.ticker import MaxNLocator

    # What is known once a week only is drawn as one line all the same.
    days = [day for day, x in m.series if x.value is not None]
    points = [x for __, x in m.series if x.value is not None]
    bands = len(_columns(points)) > 1
    colour = _frame(ax, m, scale.unit, 18.0 if bands else 0.0, what if width == WIDE else "")

    def line(name: str) -> list[float]:
        values = (getattr(x, name) for x in points)
        return [float("nan") if v is None else v * scale.factor for v in values]

    if any(x.low is not None for x in points):
        ax.fill_between(days, line("low"), line("high"), facecolor=colour, alpha=0.16, lw=0,
                        label=_("assumptions"))  # fmt: skip
    if any(x.luck_low is not None for x in points):
        ax.fill_between(days, line("luck_low"), line("luck_high"), facecolor=colour, alpha=0.38,
                        lw=0, label=_("luck"))  # fmt: skip
    dash = (0, (5, 2)) if m.metric.story else "solid"
    ax.plot(days, line("value"), color=colour, lw=1.6, linestyle=dash, label=_("mean"))
    start, end = m.series[0][0], m.series[-1][0]
    ax.set_xlim(start, max(end, start + 1))
    if not any((v or 0) < 0 for x in points for v in (x.value, x.low)):
        ax.set_ylim(bottom=0)
    ax.xaxis.set_major_locator(MaxNLocator(7 if width == WIDE else 4, integer=True))
    ax.yaxis.set_major_locator(MaxNLocator(4))
    ax.yaxis.set_major_formatter(lambda v, _: f"{v:,.10g}")
    ax.grid(axis="y", color=GRID, lw=0.7)
    ax.set_axisbelow(True)
    if bands:
        ax.legend(
            frameon=False,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            borderaxespad=0.2,
            borderpad=0.1,
            ncols=3,
            fontsize=11,
            handlelength=1.6,
            columnspacing=1.4,
        )


def _class_panel(ax: Axes, m: Measured, scale: Scale, width: float, what: str) -> None:
    from matplotlib.ticker import MaxNLocator

    colour = _frame(ax, m, scale.unit, 0.0, what if width == WIDE else "")
    printed = numbers(scale, *(x.value for __, x in m.classes))
    place = range(len(m.classes))
    for y, (__, x), text in zip(place, m.classes, printed, strict=True):
        if x.value is None:
            continue
        ends = [x.value * scale.factor]
        for low, high, thickness in ((x.low, x.high, 1.4), (x.luck_low, x.luck_high, 5.0)):
            if low is not None and high is not None:
                span = [low * scale.factor, high * scale.factor]
                ends += span
                ax.plot(span, [y, y], color=colour, lw=thickness, alpha=0.55,
                        solid_capstyle="butt")  # fmt: skip
        ax.plot(ends[:1], [y], marker="o", ms=7, color=colour)
        ax.annotate(text, (ends[0], y), (0, 8), textcoords="offset points", ha="center")
    ax.set_yticks(list(place), [_(name) for name, __ in m.classes])
    ax.set_ylim(len(m.classes) - 0.5, -0.8)
    ax.margins(x=0.06)
    if not any((v or 0) < 0 for __, x in m.classes for v in (x.value, x.low)):
        ax.set_xlim(left=0)
    ax.xaxis.set_major_locator(MaxNLocator(6 if width == WIDE else 4))
    ax.xaxis.set_major_formatter(lambda v, _: f"{v:,.10g}")
    ax.grid(axis="x", color=GRID, lw=0.7)
    ax.set_axisbelow(True)


def as_svg(figure: Figure, name: str, title: str, description: str) -> str:
    """Return a figure as inline SVG: no foreign names, unique ids, title and description."""
    out = io.StringIO()
    nothing: dict[str, Any] = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with warnings.catch_warnings():
        # A reader's browser has the fonts; matplotlib only guesses how wide a word will be.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure.savefig(out, format="svg", metadata=nothing, transparent=True)
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = text.replace("xlink:href", "href").replace("'DejaVu Sans'", font())
    used = set(re.findall(r'(?:url\(|href=")#([^)"]+)', text))
    text = re.sub(r' id="([^"]+)"', lambda m: f' id="{name}-{m[1]}"' if m[1] in used else "", text)
    text = re.sub(r'(url\(|href=")#', rf"\g<1>#{name}-", text)
    for colour, variable in VARIABLES.items():
        text = text.replace(colour, variable)
    box = re.search(r'viewBox="([^"]+)"', text)
    assert box is not None
    head = (
        f'<svg viewBox="{box[1]}" role="img" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>'
    )
    return re.sub(r"^<svg[^>]*>", lambda _: head, text).strip()


def _describe_course(panels: Sequence[Measured], scales: Sequence[Scale]) -> str:
    parts = []
    for m, scale in zip(panels, scales, strict=True):
        known = [(day, x.value) for day, x in m.series if x.value is not None]
        first, last = numbers(scale, known[0][1], known[-1][1])
        parts.append(
            _(
                "{label}: {first} on day {first_day}, {last} on day {last_day}, {unit}. {kind}.",
                label=label_of(m.metric), first=first, first_day=known[0][0], last=last,
                last_day=known[-1][0], unit=scale.unit, kind=_(KIND[m.metric.story]),
            )
        )  # fmt: skip
    return together(_("Lines over days."), *parts)


def _describe_classes(m: Measured, scale: Scale) -> str:
    cells = [
        _("{name}: {number}", name=_(name), number=_cells(x, scale)[0]) for name, x in m.classes
    ]
    return _("Dots by class. {numbers}. {unit}.", numbers=_("; ").join(cells), unit=scale.unit)


def _time_table(
    panels: Sequence[Measured], scales: Sequence[Scale]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    head = [_("day")]
    columns: list[list[str]] = [[f"{day:,}" for day, __ in panels[0].series]]
    for m, scale in zip(panels, scales, strict=True):
        points = [x for __, x in m.series]
        shown = _columns(points)
        said = {"label": _(m.metric.label), "unit": scale.unit}
        head += [_("{label}, {unit}: {what}", what=_(word), **said) for word in shown]
        cells = [_chosen(_cells(x, scale), shown) for x in points]
        columns += [list(column) for column in zip(*cells, strict=True)]
    return tuple(head), tuple(zip(*columns, strict=True))


def _columns(points: Sequence[Ranged]) -> list[str]:
    """Return which of the three kinds of numbers are known anywhere."""
    shown = ["value"]
    if any(x.luck_low is not None for x in points):
        shown.append("luck")
    if any(x.low is not None for x in points):
        shown.append("assumptions")
    return shown


def _cells(x: Ranged, scale: Scale) -> tuple[str, str, str]:
    value, luck_low, luck_high, low, high = (
        "–" if v is None else f"{v * scale.factor:,.4g}"
        for v in (x.value, x.luck_low, x.luck_high, x.low, x.high)
    )
    return value, from_to(luck_low, luck_high), from_to(low, high)


def _chosen(cells: tuple[str, str, str], shown: Sequence[str]) -> list[str]:
    by_name = dict(zip(("value", "luck", "assumptions"), cells, strict=True))
    return [by_name[name] for name in shown]
