"""The page of a study: one file, no scripts, made at once or again from the study's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bentham.evidence.documents import load_document
from bentham.evidence.metrics import metric
from bentham.report.environment import pages
from bentham.report.indices import indices_picture
from bentham.report.language import _, chosen_word, speaking, spoken, together
from bentham.report.publish import NOT_REPRESENTED
from bentham.report.studying import (
    RANGE_NOTE,
    claims_told,
    hangs_on,
    index,
    indices_of,
    note_told,
    others,
    ranges_told,
    span,
    standing_out,
)
from bentham.report.words import from_to, label_of, made_of, numbers, scale_of, with_unit
from bentham.results.files import FileRecord
from bentham.results.provenance import INVENTED, versions
from bentham.results.sweep import STUDY_FILE, Sweep, sweep_in

MOST_PICTURES = 6
"""Pictures of indices on one page; the table below them has all."""


@dataclass(frozen=True, slots=True)
class Made:
    """How the folder of a study came to be, as its page tells it.

    Parameters
    ----------
    command : str
        The command line that makes it again.
    files : mapping
        Records of the files beside the page.
    versions : mapping
        Versions of the programs.
    titles : mapping
        The study's title by language, where there are several.
    """

    command: str
    files: Mapping[str, FileRecord]
    versions: Mapping[str, str] = field(default_factory=versions)
    titles: Mapping[str, str] = field(default_factory=dict)


def page_again(folder: Path, manifest: Mapping[str, Any], lang: str) -> str:
    """Return the page of a study from its folder, in one of `language.LANGUAGES`.

    Parameters
    ----------
    folder : Path
        The folder; whoever calls has checked it.
    manifest : mapping
        What `results.reading.checked` returned.
    lang : str
        The language.
    """
    files = {name: each for name, each in manifest["files"].items() if name != "report.html"}
    made = Made(manifest["command"], files, manifest["versions"], _titles(folder))
    return render(sweep_in(folder), made, lang)


def _titles(folder: Path) -> dict[str, str]:
    """Return the titles that a study file gives by language; plain values have no file."""
    text = (folder / STUDY_FILE).read_text("utf-8")
    title = load_document(text).data.get("title") if text else None
    return title if isinstance(title, dict) else {}


def render(found: Sweep, made: Made, lang: str = "en") -> str:
    """Return the page of a study as HTML, in one of `language.LANGUAGES`."""
    with speaking(lang):
        return _render(found, made)


def _render(found: Sweep, made: Made) -> str:
    return (
        pages()
        .get_template("study.html")
        .render(
            s=found,
            title=made.titles.get(spoken()) or found.title,
            base=found.base or chosen_word("none"),
            sampler=chosen_word(found.sampler),
            invented=_(INVENTED),
            worlds=[
                (name, ranges_told(found, name), [
                    said for o in found.outputs if (said := hangs_on(found, name, o["name"]))
                ])
                for name in others(found)
            ],
            claims=list(claims_told(found)),
            notes=list(map(note_told, found.notes)),
            figures=_figures(found, made.versions["bentham"]),
            range_note=_(RANGE_NOTE),
            inputs=[(each, span(each)) for each in found.inputs],
            rows=[_row(found, r) for r in found.ranges],
            indices=[
                r | {"alone": _index(r, "s1"), "total": _index(r, "st")} for r in found.sobol
            ],
            not_represented=NOT_REPRESENTED,
            command=made.command,
            versions=made.versions,
            files=made.files,
        )
    )  # fmt: skip


def _figures(found: Sweep, version: str) -> list[dict[str, Any]]:
    """Return the pictures of indices: of the harms that moved, scheme by scheme."""
    out: list[dict[str, Any]] = []
    foot = _(
        "Invented people · {scheme} · seed {seed} · bentham {version}",
        scheme=found.study, seed=found.seed, version=version,
    )  # fmt: skip
    for scheme in others(found):
        for each in found.outputs:
            rows = indices_of(found, scheme, each["name"])
            if not rows or len(out) == MOST_PICTURES:
                continue
            title = _title(found, scheme, each["name"])
            name = f"sobol-{len(out)}"
            out.append({
                "name": name,
                "title": title,
                "caption": together(_caption(found), made_of(found.seed, version)),
                "picture": indices_picture(rows, metric(each["name"]), title, foot, name),
            })  # fmt: skip
    return out


def _title(found: Sweep, scheme: str, output: str) -> str:
    label, strong = label_of(metric(output)), standing_out(found, scheme, output)
    if not strong:
        return _(
            "{label} under ‘{scheme}’ hangs on no input clearly", label=label, scheme=scheme
        )  # fmt: skip
    return _(
        "{label} under ‘{scheme}’ hangs most on {input}",
        label=label, scheme=scheme, input=strong[0]["input"],
    )  # fmt: skip


def _caption(found: Sweep) -> str:
    if not found.base:
        return _(
            "Sobol indices: of the variance over the points, the share that an input explains "
            "alone (square) and with all its joint effects (disc); bars are 95 % intervals by "
            "bootstrap."
        )
    return _(
        "Sobol indices: of the variance over the points, the share that an input explains alone "
        "(square) and with all its joint effects (disc), less that under ‘{base}’ with the same "
        "people and luck; bars are 95 % intervals by bootstrap.",
        base=found.base,
    )


def _row(found: Sweep, row: Mapping[str, Any]) -> dict[str, str]:
    m = metric(row["output"])
    known = [row[k] for k in ("median", "low", "high")]
    scale = scale_of(m, max((v for v in known if v is not None), key=abs, default=None),
                     found.people)  # fmt: skip
    middle, low, high = numbers(scale, *known)
    return {
        "scheme": row["scheme"],
        "label": label_of(m),
        "definition": _(m.definition),
        "less": _("less ‘{base}’", base=found.base) if row["difference"] else _("as it is"),
        "middle": with_unit(middle, scale),
        "range": from_to(low, high),
        "kind": _("story") if m.story else _("counted"),
    }


def _index(row: Mapping[str, Any], name: str) -> str:
    return index(row[name], row[f"{name}_confidence"])
