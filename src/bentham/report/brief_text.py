"""A brief as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from bentham.report.brief import ORDERED, READ, SEARCHED, Brief, PathTold
from bentham.report.brief_terms import word
from bentham.report.language import _, together
from bentham.scheme.gravity import LEVELS


def in_words(told: Brief) -> list[str]:
    """Return a brief as lines, in the language that is written now."""
    lines = [told.title, *([told.summary] if told.summary else [])]
    lines += _part(_("What it does"), told.does)
    lines += _part(_("Who bears it"), told.bears)
    lines += _part(_("The worst paths"), _paths(told))
    lines += _part(_("What would remove most harm"), _safeguards(told))
    opened = [f"{each.path}: {each.what}" for each in told.undeclared]
    lines += _part(_("What is not declared"), opened or [_("Nothing that is asked for here.")])
    lines += _part(_("Questions to ask"), told.questions)
    return [*lines, "", _(READ)]


def _part(heading: str, lines: Iterable[str]) -> list[str]:
    return ["", heading, *(f"  {each}" for each in lines)]


def _paths(told: Brief) -> list[str]:
    last = _(SEARCHED) if told.paths else _("No path is declared.")
    return [line for each in told.paths for line in _path(each)] + [*told.path_notes, last]


def _path(each: PathTold) -> list[str]:
    severity = _("undeclared")
    if each.severity is not None:
        severity = _("{level} of 5", level=each.severity)
    levels = _(
        "gravity {gravity} of 5 ({means}), severity {severity}",
        gravity=each.gravity, means=_(LEVELS[each.gravity]), severity=severity,
    )  # fmt: skip
    return [f"{each.acts} → {each.way} → {each.follows}", f"  {levels}"]


def _safeguards(told: Brief) -> list[str]:
    if not told.safeguards:
        return [_("None of the eight safeguards is missing.")]
    lines = [
        together(
            _("{number}. {safeguard} ({state}).", number=n, safeguard=s.name, state=word(s.state)),
            s.stands, s.before,
        )
        for n, s in enumerate(told.safeguards, 1)
    ]  # fmt: skip
    return [*lines, together(_(ORDERED), f"bentham safeguards {told.id}")]
