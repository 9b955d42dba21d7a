"""An icon array: a thousand people, each a mark whose shape says what happened to them."""

from __future__ import annotations

from html import escape

from bentham.report.figures import font

COLUMNS, STEP = 40, 16.0
ICONS = 1000
SHAPES = {
    "here": '<circle r="5.5" class="here"/>',
    "both": '<circle r="4.2" class="both"/>',
    "there": '<rect x="-4.6" y="-4.6" width="9.2" height="9.2" class="there"/>',
    "neither": '<circle r="1.6" class="neither"/>',
}
"""Filled disc, ring, hollow square, dot: told apart by shape, whatever the colours."""

STYLE = (
    ".here{fill:var(--story,#b34f00)}.both{fill:none;stroke:var(--story,#b34f00);stroke-width:2}"
    ".there{fill:none;stroke:var(--counted,#0072b2);stroke-width:2}"
    ".neither{fill:var(--muted,#5b5b57)}"
)


def per_thousand(counts: dict[str, int]) -> dict[str, int]:
    """Return how many of a thousand icons each kind gets, by largest remainder.

    Parameters
    ----------
    counts : dict
        People by kind; not all zero.
    """
    total = sum(counts.values())
    exact = {kind: ICONS * n / total for kind, n in counts.items()}
    given = {kind: int(x) for kind, x in exact.items()}
    by_remainder = sorted(counts, key=lambda kind: given[kind] - exact[kind])
    for kind in by_remainder[: ICONS - sum(given.values())]:
        given[kind] += 1
    return given


def icon_array(counts: dict[str, int], name: str, title: str, foot: str) -> str:
    """Return the picture as inline SVG.

    Parameters
    ----------
    counts : dict
        People by kind: ``here``, ``both``, ``there``, ``neither``.
    name : str
        Makes the ids of the picture its own.
    title : str
        What it shows, for those who do not see it.
    foot : str
        Line under the icons.
    """
    given = per_thousand(counts)
    kinds = [kind for kind in SHAPES for _ in range(given.get(kind, 0))]
    rows = -(-ICONS // COLUMNS)
    width, height = COLUMNS * STEP, rows * STEP + 22
    marks = "".join(
        f'<use href="#{name}-{kind}" x="{(i % COLUMNS + 0.5) * STEP:g}" '
        f'y="{(i // COLUMNS + 0.5) * STEP:g}"/>'
        for i, kind in enumerate(kinds)
    )
    shapes = "".join(f'<g id="{name}-{kind}">{shape}</g>' for kind, shape in SHAPES.items())
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-labelledby="{name}-title" '
        f'class="icons"><title id="{name}-title">{escape(title)}</title>'
        f"<style>{STYLE}</style><defs>{shapes}</defs>{marks}"
        f'<text x="0" y="{height - 6:g}" font-size="11" font-family="{font()}" '
        f'fill="var(--muted,#5b5b57)">{escape(foot)}</text></svg>'
    )
