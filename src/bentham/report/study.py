"""The page of a study: one file, no scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bentham.evidence.metrics import metric
from bentham.report.environment import pages
from bentham.report.indices import indices_picture
from bentham.report.publish import NOT_REPRESENTED
from bentham.report.studying import (
    RANGE_NOTE,
    claims_told,
    hangs_on,
    indices_of,
    others,
    ranges_told,
    span,
    standing_out,
)
from bentham.report.words import capital, numbers, scale_of
from bentham.results.files import FileRecord
from bentham.results.provenance import INVENTED, versions
from bentham.results.sweep import Sweep

MOST_PICTURES = 6
"""Pictures of indices on one page; the table below them has all."""


def render(found: Sweep, command: str, files: Mapping[str, FileRecord]) -> str:
    """Return the page of a study as HTML.

    Parameters
    ----------
    found : Sweep
        What was found.
    command : str
        The command line that makes it again.
    files : mapping
        Records of the files beside the page.
    """
    return (
        pages()
        .get_template("study.html")
        .render(
            s=found,
            invented=INVENTED,
            worlds=[
                (name, ranges_told(found, name), [
                    said for o in found.outputs if (said := hangs_on(found, name, o["name"]))
                ])
                for name in others(found)
            ],
            claims=list(claims_told(found)),
            figures=_figures(found),
            range_note=RANGE_NOTE,
            inputs=[(each, span(each)) for each in found.inputs],
            rows=[_row(found, r) for r in found.ranges],
            indices=[
                r | {"alone": _index(r, "s1"), "total": _index(r, "st")} for r in found.sobol
            ],
            not_represented=NOT_REPRESENTED,
            command=command,
            versions=versions(),
            files=files,
        )
    )  # fmt: skip


def _figures(found: Sweep) -> list[dict[str, Any]]:
    """Return the pictures of indices: of the harms that moved, scheme by scheme."""
    out: list[dict[str, Any]] = []
    foot = f"Invented people · {found.study} · seed {found.seed} · bentham {versions()['bentham']}"
    for scheme in others(found):
        for each in found.outputs:
            rows = indices_of(found, scheme, each["name"])
            if not rows or len(out) == MOST_PICTURES:
                continue
            m = metric(each["name"])
            strong = standing_out(found, scheme, each["name"])
            most = f"hangs most on {strong[0]['input']}" if strong else "hangs on no input clearly"
            title = f"{capital(m.label)} under ‘{scheme}’ {most}"
            name = f"sobol-{len(out)}"
            out.append({
                "name": name,
                "title": title,
                "caption": _caption(found),
                "picture": indices_picture(rows, m, title, foot, name),
            })  # fmt: skip
    return out


def _caption(found: Sweep) -> str:
    less = f", less that under ‘{found.base}’ with the same people and luck" if found.base else ""
    return (
        "Sobol indices: of the variance over the points, the share that an input explains alone "
        f"(square) and with all its joint effects (disc){less}; bars are 95 % intervals by "
        f"bootstrap. Invented people; seed {found.seed}, Bentham {versions()['bentham']}."
    )


def _row(found: Sweep, row: Mapping[str, Any]) -> dict[str, str]:
    m = metric(row["output"])
    known = [row[k] for k in ("median", "low", "high")]
    scale = scale_of(m, max((v for v in known if v is not None), key=abs, default=None),
                     found.people)  # fmt: skip
    middle, low, high = numbers(scale, *known)
    return {
        "scheme": row["scheme"],
        "label": capital(m.label),
        "definition": m.definition,
        "less": f"less ‘{found.base}’" if row["difference"] else "as it is",
        "middle": f"{middle} {scale.unit}",
        "range": f"{low} to {high}",
        "kind": "story" if m.story else "counted",
    }


def _index(row: Mapping[str, Any], name: str) -> str:
    from bentham.report.studying import index

    return index(row[name], row[f"{name}_confidence"])
