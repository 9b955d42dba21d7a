"""Broken scheme files, one kind of mistake each, with the position and words they must give."""

from __future__ import annotations

from dataclasses import dataclass

SOUND = """\
bentham: "0.1"
id: small
title: {en: Small}
acts:
  - {id: littering, detection_rate: 0.5, mark: A}
score: {initial: 100, min: 0, max: 200, mark: A}
rules:
  - {id: litter, when: {act: littering}, effect: {points: -5}, mark: A}
grades:
  - {id: good, min: 50}
  - {id: poor, max: 49}
lists:
  - id: court
    entry: {criteria: court, hazard_per_year: 0.01, mark: A}
    exit: {criteria: performance, repaid_per_year: 0.5, mark: A}
sanctions:
  - {id: no_flights, kind: travel_ban_air, severity: 3, trigger: {list: court}, mark: A}
"""


@dataclass(frozen=True)
class Broken:
    """A file, the place of its one mistake (None: the file as a whole), and what must be said."""

    kind: str
    content: bytes
    where: tuple[int, int] | None
    says: str
    nearest: str = ""


def _whole(kind: str, text: str, says: str, nearest: str = "") -> Broken:
    """Return a file; the mark ‸ in `text` stands where the mistake must be found."""
    before, mark, after = text.partition("‸")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    where = (line, column) if mark else None
    return Broken(kind, (before + after).encode(), where, says, nearest)


def _edit(kind: str, old: str, new: str, says: str, nearest: str = "") -> Broken:
    """Return the sound file with `old` replaced."""
    assert SOUND.count(old) == 1, (kind, old)
    return _whole(kind, SOUND.replace(old, new), says, nearest)


# Each line holds ten times the values of the line before: 11, 111, 1,111, 11,111; the total passes
# 50,000 at the fourth alias of the last line.
_BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
    "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
    "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
    "e: &e [*d, *d, *d, ‸*d, *d, *d, *d, *d, *d, *d]\n"
)
_SCORE = "score: {initial: 100, min: 0, max: 200, mark: A}"
_GRADES = "grades:\n  - {id: good, min: 50}\n  - {id: poor, max: 49}"
_REFORM = "id: r\ntitle: R\nas_of: 2027-01-01\n"

BROKEN: tuple[Broken, ...] = (
    # the file
    _whole("empty", "‸", "this is empty"),
    _whole("only a comment", "‸# nothing\n", "this is empty"),
    _whole("a list at the top", "‸- id: x\n", "must be a mapping"),
    _whole("a word at the top", "‸hello\n", "must be a mapping"),
    _whole("over 1 MiB", SOUND + "# " + "x" * (1 << 20), "larger than 1 MiB"),
    Broken("not UTF-8", b"id: caf\xe9\n", None, "not UTF-8"),
    Broken("a picture", b"\x89PNG\r\n\x1a\n\x00\x00", None, "not UTF-8"),
    _whole("a NUL", SOUND + "summary: ‸\x00\n", "U+0000"),
    _whole("two documents", SOUND + "‸---\nid: y\n", "a second document"),
    # YAML
    _edit("duplicate key", "id: small\n", "id: small\n‸id: b\n", "twice, first in line 2"),
    _edit("tab", "  - {id: good", "‸\t- {id: good", "a tab in the indentation"),
    _edit("unclosed brace", "{en: Small}\nacts:", "{en: Small\nacts‸:", "not valid YAML"),
    _whole("unclosed quote", SOUND + 'summary: "x\n‸', "not valid YAML"),
    _edit("colon in a text", "id: small", "id: small‸: er", "must stand in quotes"),
    _edit("tag", "{en: Small}", "‸!!python/name:os.system {}", "a tag"),
    _edit("unknown alias", "points: -5", "points: ‸*five", "not defined above"),
    _whole("an alias of itself", SOUND + "add: &a {x: [‸*a]}\n", "contains itself"),
    _whole("alias bomb", _BOMB, "far too many values"),
    _whole("many aliases", "a: &a 1\nb: [" + "*a, " * 100 + "‸*a]\n", "more than 100 aliases"),
    _whole("deep nesting", "a: " + "[" * 24 + "‸" + "[" * 5000, "levels deep"),
    _edit("merge key", "acts:\n", "‸<<: {}\nacts:\n", "merge keys"),
    _edit("NaN", "detection_rate: 0.5", "detection_rate: ‸.nan", "must be finite"),
    _edit("infinity", "max: 200", "max: ‸.inf", "must be finite"),
    _edit("a huge number", "max: 200", "max: ‸1e400", "too large"),
    _edit("a huge whole number", "max: 200", "max: ‸" + "9" * 5000, "too large"),
    # fields
    _edit("unknown key", "detection_rate", "‸detection_rat", "not a field", "detection_rate"),
    _edit("unknown key at the top", "sanctions:", "‸sanction:", "not a field", "sanctions"),
    _edit("missing id", "{id: litter, ", "‸{", "`id` is missing"),
    _whole("missing title", "‸" + SOUND.replace("title: {en: Small}\n", ""), "`title` is missing"),
    _edit("another version", '"0.1"', '‸"0.2"', "`0.2` is not"),
    _edit("unknown word", "travel_ban_air", "‸travel_ban_aire", "is not", "travel_ban_air"),
    _edit("negative probability", "detection_rate: 0.5", "detection_rate: ‸-0.5", "at least 0"),
    _edit("probability above 1", "detection_rate: 0.5", "detection_rate: ‸50", "at most 1"),
    _edit("negative rate", "repaid_per_year: 0.5", "repaid_per_year: ‸-1", "at least 0"),
    _edit("no for false", "severity: 3", "severity: 3, automatic: ‸no", "write false"),
    _edit("0 for false", "severity: 3", "severity: 3, automatic: ‸0", "true or false is expected"),
    _edit("true for a number", "initial: 100", "initial: ‸true", "a number is expected"),
    _edit("a text for a number", "initial: 100", 'initial: ‸"100"', "no quotes"),
    _edit("a text for a list", _GRADES, "grades: ‸good", "a list is expected"),
    _edit("a list for a text", "id: small", "‸id: [small]", "a text is expected"),
    _edit("half a severity", "severity: 3", "severity: ‸2.5", "a whole number"),
    _edit("a bad id", "id: small", "id: ‸Small One", "not a valid id"),
    _edit("a range run backwards", "points: -5", "‸points: [5, -5]", "runs backwards"),
    _edit("not a date", "id: small", "id: small\nas_of: ‸2027-02-30", "year-month-day"),
    # between fields
    _edit("unknown act", "when: {act: littering}", "when: {act: ‸litering}", "no act", "littering"),
    _edit("dangling list", "{list: court}", "{list: ‸cort}", "no list", "court"),
    _edit("dangling grade", "{list: court}", "{grade: ‸pour}", "no grade", "poor"),
    _edit("dangling rule", "{list: court}", "{rule: ‸liter}", "no rule", "litter"),
    _edit("dangling sanction", "points: -5", "trigger: ‸no_flight", "no sanction", "no_flights"),
    _edit("dangling source", "points: -5}", "points: -5}, src: [‸annex]", "no source"),
    _edit("two triggers", "trigger: {list: court}", "‸trigger: {list: court, score_lt: 5}",
          "exactly one"),
    _edit("duplicate id", "id: poor", "id: ‸good", "earlier entry of `grades`"),
    _edit("overlapping grades", "max: 49", "max: ‸50", "grade `poor` overlaps grade `good`"),
    _edit("a grade run backwards", "min: 50", "min: ‸90, max: 60", "larger than `max`"),
    _edit("initial out of bounds", "initial: 100", "initial: ‸300", "between 0 and 200"),
    _edit("score bounds reversed", "min: 0, max: 200", "min: ‸200, max: 0", "below the highest"),
    _whole("points without a score",
           SOUND.replace(_SCORE, "score: {kind: none}").replace(_GRADES, "grades: []")
           .replace("points: -5", "points: ‸-5"), "declares no `score`"),
    _edit("half-life without a length", "initial: 100", "decay: ‸halflife", "needs `period_days`"),
    _whole("unknown parameter", SOUND + "simulation: {parameters: {‸risk.severty: 2}}\n",
           "no parameter", "risk.severity"),
    _whole("parameter out of bounds", SOUND + "simulation: {parameters: {risk.severity: ‸99}}\n",
           "outside the bounds"),
    _whole("unknown choice", SOUND + "simulation: {parameters: {expression.rule: ‸kurn}}\n",
           "not a choice", "kuran"),
    # reforms
    _whole("changes without a base", SOUND + "‸changes: {score.min: 1}\n", "needs `base"),
    _whole("a reform without a date", "‸base: open-society\nid: r\ntitle: R\n",
           "`as_of` is missing"),
    _whole("an unknown base", "base: ‸open-societi\n" + _REFORM, "no scheme", "open-society"),
    _whole("a path that leads nowhere",
           "base: municipal-points\n" + _REFORM + "changes:\n  ‸rules[x].effect.points: 1\n",
           "there is no `x` in `rules`"),
    _whole("a list removed from under its sanctions",
           "‸base: defaulter-list\n" + _REFORM
           + 'remove: ["lists[defaulters]", "sanctions[no_flights]"]\n', "no list `defaulters`"),
)  # fmt: skip
"""Each holds exactly one mistake."""
