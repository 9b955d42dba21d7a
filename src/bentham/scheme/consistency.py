"""What must hold between the fields of a scheme once each of them is valid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bentham.evidence.acts import ACTS
from bentham.evidence.faults import Fault, Loc
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme import consistency_watch
from bentham.scheme.fields import Grade, Rule, Scheme, Score, Trigger
from bentham.scheme.words import Entry

TRIGGERS = ("grade", "list", "score_lt", "score_gte", "rule")


def faults(scheme: Scheme) -> Iterator[Fault]:
    """Yield every contradiction and every dangling id of `scheme`."""
    yield from _duplicates(scheme)
    yield from _sources(scheme, (), ids(scheme.provenance))
    yield from _acts(scheme)
    yield from _score(scheme)
    for i, rule in enumerate(scheme.rules):
        yield from _rule(scheme, rule, ("rules", i))
    yield from _grades(scheme)
    yield from _lists(scheme)
    for part in ("sanctions", "rewards"):
        for i, each in enumerate(getattr(scheme, part)):
            if each.trigger is not None:
                yield from _trigger(scheme, each.trigger, (part, i, "trigger"))
    if scheme.appeal.available is False and scheme.appeal.use_rate_per_year > 0:
        said = "`available` is false, so nobody can appeal"
        yield Fault(("appeal", "use_rate_per_year"), said)
    yield from consistency_watch.faults(scheme, has_score(scheme))
    yield from _named_sources(scheme)
    yield from _parameters(scheme)


def ids(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the ids of `entries`."""
    return tuple(each.id for each in entries)  # type: ignore[attr-defined]


def has_score(scheme: Scheme) -> bool:
    """Return whether `scheme` keeps a score."""
    return scheme.score is not None and scheme.score.kind != "none"


def own_acts(scheme: Scheme) -> tuple[str, ...]:
    """Return the acts that are the scheme's own: titled, not in the catalogue, never simulated."""
    catalogue = {each.id for each in ACTS}
    return tuple(e.id for e in scheme.acts if e.title is not None and e.id not in catalogue)


def _dangling(loc: Loc, name: str | None, known: Sequence[str], what: str) -> Iterator[Fault]:
    if name is not None and name not in known:
        yield Fault(loc, f"there is no {what} `{name}`", name, tuple(known))


def _duplicates(scheme: Scheme) -> Iterator[Fault]:
    parts = (
        "provenance", "data_sources", "acts", "rules", "grades", "lists", "sanctions", "rewards",
        "feeds",
    )  # fmt: skip
    for part in parts:
        seen: set[str] = set()
        for i, name in enumerate(ids(getattr(scheme, part))):
            if name in seen:
                yield Fault((part, i, "id"), f"`{name}` is the id of an earlier entry of `{part}`")
            seen.add(name)


def _sources(value: object, loc: Loc, known: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the ids of sources that `provenance` does not have."""
    if isinstance(value, Entry):
        if isinstance(value.src, tuple):
            for i, name in enumerate(value.src):
                yield from _dangling((*loc, "src", i), name, known, "source")
        for name in sorted(value.model_fields_set - {"src"}):
            yield from _sources(getattr(value, name), (*loc, name), known)
    elif isinstance(value, tuple):
        for i, inner in enumerate(value):
            yield from _sources(inner, (*loc, i), known)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _sources(inner, (*loc, key), known)


def _acts(scheme: Scheme) -> Iterator[Fault]:
    catalogue = tuple(each.id for each in ACTS)
    own = own_acts(scheme)
    for i, each in enumerate(scheme.acts):
        if each.id not in catalogue and each.id not in own:
            said = f"there is no act `{each.id}`; one of the scheme's own needs a `title`"
            yield Fault(("acts", i, "id"), said, each.id, catalogue)
    for i, rule in enumerate(scheme.rules):
        known = (*catalogue, *own)
        yield from _dangling(("rules", i, "when", "act"), rule.when.act, known, "act")


def _named_sources(scheme: Scheme) -> Iterator[Fault]:
    """Yield the parts of the score and of the machinery that name sources which are not there."""
    known = ids(scheme.data_sources)
    score, technology = scheme.score, scheme.technology
    parts: tuple[tuple[Loc, Sequence[Entry]], ...] = (
        (("score", "components"), score.components if score is not None else ()),
        (("technology", "components"), technology.components if technology is not None else ()),
    )
    for at, entries in parts:
        for i, each in enumerate(entries):
            for k, name in enumerate(each.sources):  # type: ignore[attr-defined]
                yield from _dangling((*at, i, "sources", k), name, known, "data source")


def _score(scheme: Scheme) -> Iterator[Fault]:
    score = scheme.score
    if score is None:
        return
    low = -30_000.0 if score.min is None else score.min
    high = 30_000.0 if score.max is None else score.max
    if low >= high:
        yield Fault(("score", "min"), f"the lowest score must be below the highest, {high:g}")
    elif not low <= score.initial <= high:
        said = f"the initial score must lie between {low:g} and {high:g}"
        yield Fault(("score", "initial"), said)
    if score.one_off and _of_a_time(score):
        said = "people are graded once, from one moment, yet the score goes on or looks back"
        yield Fault(("score", "one_off"), said)
    if score.decay in ("linear", "halflife", "periodic_reset") and score.period_days is None:
        yield Fault(("score", "decay"), f"`decay: {score.decay}` needs `period_days`")


def _of_a_time(score: Score) -> bool:
    looks_back = score.lookback_days is not None and score.lookback_days > 1
    return looks_back or score.update_days is not None or score.decay != "none"


def _rule(scheme: Scheme, rule: Rule, loc: Loc) -> Iterator[Fault]:
    effect, at = rule.effect, (*loc, "effect")
    if effect.points is not None and not has_score(scheme):
        yield Fault((*at, "points"), "points are given, but the scheme declares no `score`")
    yield from _dangling((*at, "add_to_list"), effect.add_to_list, ids(scheme.lists), "list")
    yield from _dangling((*at, "trigger"), effect.trigger, ids(scheme.sanctions), "sanction")
    yield from _dangling((*at, "set_grade"), effect.set_grade, ids(scheme.grades), "grade")
    parts = ids(scheme.score.components) if scheme.score is not None else ()
    yield from _dangling((*loc, "component"), rule.component, parts, "part of the score")
    if effect.add_to_list is not None:
        listing = next((each for each in scheme.lists if each.id == effect.add_to_list), None)
        if listing is not None and listing.entry.criteria != "rule":
            said = f"list `{listing.id}` does not have `entry.criteria: rule`"
            yield Fault((*at, "add_to_list"), said)


def _grades(scheme: Scheme) -> Iterator[Fault]:
    if scheme.grades and not has_score(scheme):
        yield Fault(("grades",), "grades are bands of a score, but the scheme declares no `score`")
    backwards = False
    for i, grade in enumerate(scheme.grades):
        low, high = band(grade)
        if low > high:
            backwards = True
            yield Fault(("grades", i, "min"), f"`min` is larger than `max`, {high:g}")
    if backwards:
        return
    order = sorted(range(len(scheme.grades)), key=lambda i: band(scheme.grades[i]))
    for pair in pairwise(order):
        below, above = (band(scheme.grades[i]) for i in pair)
        if above[0] <= below[1]:
            first, second = (scheme.grades[i] for i in sorted(pair))
            field = "max" if second.min is None else "min"
            said = f"grade `{second.id}` overlaps grade `{first.id}`"
            yield Fault(("grades", max(pair), field), said)


def band(grade: Grade) -> tuple[float, float]:
    """Return the lowest and the highest score of `grade`."""
    low = -float("inf") if grade.min is None else grade.min
    return low, float("inf") if grade.max is None else grade.max


def _lists(scheme: Scheme) -> Iterator[Fault]:
    for i, each in enumerate(scheme.lists):
        loc: Loc = ("lists", i)
        entry, way_out = each.entry, each.exit
        below, above = entry.score_below, entry.exit_above
        if entry.criteria in ("score_below", "score_above"):
            if getattr(entry, entry.criteria) is None:
                yield Fault((*loc, "entry", "criteria"), f"`{entry.criteria}` must give the score")
            if not has_score(scheme):
                said = "entry is by score, but the scheme declares no `score`"
                yield Fault((*loc, "entry", "criteria"), said)
        if below is not None and above is not None and above < below:
            said = f"people would leave below the score at which they enter, {below:g}"
            yield Fault((*loc, "entry", "exit_above"), said)
        if way_out.criteria == "score_above":
            if above is None:
                said = "`entry.exit_above` must give the score"
                yield Fault((*loc, "exit", "criteria"), said)
            if not has_score(scheme):
                said = "exit is by score, but the scheme declares no `score`"
                yield Fault((*loc, "exit", "criteria"), said)
        if way_out.criteria == "term" and way_out.max_days is None:
            yield Fault((*loc, "exit", "criteria"), "`max_days` must give the length of the term")


def _trigger(scheme: Scheme, trigger: Trigger, loc: Loc) -> Iterator[Fault]:
    named = [name for name in TRIGGERS if getattr(trigger, name) is not None]
    if len(named) != 1:
        said = "exactly one of these must stand here" if named else "nothing stands here"
        yield Fault(loc, said, words=TRIGGERS, at_key=True)
    yield from _dangling((*loc, "grade"), trigger.grade, ids(scheme.grades), "grade")
    yield from _dangling((*loc, "list"), trigger.list, ids(scheme.lists), "list")
    yield from _dangling((*loc, "rule"), trigger.rule, ids(scheme.rules), "rule")
    for name in ("score_lt", "score_gte"):
        if name in named and not has_score(scheme):
            said = f"`{name}` is given, but the scheme declares no `score`"
            yield Fault((*loc, name), said)


def _parameters(scheme: Scheme) -> Iterator[Fault]:
    known = {each.name: each for each in PARAMETERS}
    for name, setting in scheme.simulation.parameters.items():
        loc: Loc = ("simulation", "parameters", name)
        declared = known.get(name)
        if declared is None:
            said = f"there is no parameter `{name}` in the registry"
            yield Fault(loc, said, name, tuple(known), at_key=True)
            continue
        value, at = setting.value, (*loc, "value")
        if declared.choices and value not in declared.choices:
            said = f"`{value}` is not a choice of `{name}`"
            yield Fault(at, said, str(value), declared.choices)
        elif not declared.choices and isinstance(value, str):
            yield Fault(at, f"`{value}` stands where a number is expected")
        elif not declared.choices and not declared.low <= float(value) <= declared.high:
            said = f"{value:g} is outside the bounds of `{name}`: {declared.low:g} to "
            yield Fault(at, f"{said}{declared.high:g} {declared.unit}")
