"""What must hold between the fields of a scenario that are right by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.evidence.faults import Fault, Loc
from bentham.study.scenario_fields import Event, Intervention, Probe, ScenarioFile, Where

OF_REMOVALS = ("share", "where", "compensation", "may_object", "praised")


def faults_of_parts(file: ScenarioFile) -> Iterator[Fault]:
    """Yield what is wrong between fields."""
    yield from _events(file)
    for i, each in enumerate(file.interventions):
        yield from _intervention(("interventions", i), each, file.days)
    yield from _apart(file)
    yield from _trials(file)
    for i, probe in enumerate(file.probes):
        yield from _probe(("probes", i), probe, file.days)


def _events(file: ScenarioFile) -> Iterator[Fault]:
    begun: Event | None = None
    disclosed = False
    removals: set[int] = set()
    in_order = sorted(enumerate(file.events), key=lambda pair: pair[1].day)
    for i, each in in_order:
        at: Loc = ("events", i)
        if each.day > file.days:
            yield Fault((*at, "day"), f"the scenario ends on day {file.days}")
        yield from _belonging(at, each)
        if each.kind in ("concealed", "happens"):
            if begun is not None:
                yield Fault((*at, "kind"), "a scenario has one event that people may learn of")
            begun = each
        elif each.kind == "disclosed":
            if begun is None:
                yield Fault((*at, "day"), "nothing was concealed before this day")
            elif begun.kind == "happens":
                yield Fault((*at, "kind"), "what nobody concealed cannot come out")
            elif disclosed:
                yield Fault((*at, "kind"), "it has come out already")
            elif each.day == begun.day:
                yield Fault((*at, "day"), "on its own day an event can only happen")
            disclosed = True
        elif each.day in removals:
            yield Fault((*at, "day"), "one removal a day is as much as a run can do")
        else:
            removals.add(each.day)


def _belonging(at: Loc, each: Event) -> Iterator[Fault]:
    """Check that only those fields are given that belong to the kind of event."""
    removal = each.kind == "relocation"
    given = each.model_fields_set
    for name in OF_REMOVALS:
        if name in given and not removal:
            yield Fault((*at, name), f"this belongs to a relocation, not to `{each.kind}`")
    if "witnesses" in given and each.kind not in ("concealed", "happens"):
        yield Fault((*at, "witnesses"), f"`{each.kind}` has no witnesses of its own")
    if removal and each.share is None:
        yield Fault(at, "`share` is missing here: which share of neighbourhoods is moved?")
    if each.where is not None:
        yield from _where((*at, "where"), each.where)


def _where(at: Loc, where: Where) -> Iterator[Fault]:
    if len(where.model_fields_set) != 1:
        yield Fault(at, "name places in one way: region, districts, wards or share", at_key=True)
    for name in ("districts", "wards"):
        numbers = getattr(where, name)
        if numbers is not None and (not numbers or len(set(numbers)) < len(numbers)):
            yield Fault((*at, name), "different numbers, at least one, are expected")


def _span(at: Loc, first: int, last: int | None, days: int) -> Iterator[Fault]:
    if first > days:
        yield Fault((*at, "from"), f"the scenario ends on day {days}")
    if last is not None and last < first:
        yield Fault((*at, "to"), "this ends before it begins")


def _intervention(at: Loc, each: Intervention, days: int) -> Iterator[Fault]:
    yield from _span(at, each.first, each.last, days)
    if each.where is not None:
        yield from _where((*at, "where"), each.where)
    if not each.set and not each.ramp:
        yield Fault(at, "this changes nothing: `set` or `ramp` is missing", at_key=True)
    if each.ramp and (each.last is None or each.last == each.first):
        yield Fault((*at, "ramp"), "a ramp needs a last day, `to`, after the first", at_key=True)
    for path in each.ramp:
        if path in each.set:
            yield Fault((*at, "ramp", path), f"`{path}` stands under `set` too", at_key=True)


def _apart(file: ScenarioFile) -> Iterator[Fault]:
    """Check that on no day two groups of people are treated apart from the rest."""
    if any(trial.unit == "person" for trial in file.trials):
        for i, each in enumerate(file.interventions):
            if each.whom is not None:
                said = "beside a trial of persons nothing else can be for some people only"
                yield Fault(("interventions", i, "for"), said, at_key=True)
        return
    some = [(i, each) for i, each in enumerate(file.interventions) if each.whom is not None]
    for i, each in some:
        for j, other in some[: some.index((i, each))]:
            together = each.first <= (other.last or file.days) and other.first <= (
                each.last or file.days
            )
            if together and each.whom != other.whom:
                said = f"on the same days interventions[{j}] is for another class"
                yield Fault(("interventions", i, "for"), said, at_key=True)


def _trials(file: ScenarioFile) -> Iterator[Fault]:
    for i, trial in enumerate(file.trials):
        at: Loc = ("trials", i)
        yield from _span(at, trial.first, trial.last, file.days)
        if i > 0:
            said = "a run holds one trial: its arms are groups of the results"
            yield Fault(at, f"{said}. Write a second scenario for this one", at_key=True)
        if not trial.set:
            yield Fault((*at, "set"), "the treated are given nothing")


def _probe(at: Loc, probe: Probe, days: int) -> Iterator[Fault]:
    if (probe.day is None) == (probe.days is None):
        yield Fault(at, "name the evening: `day`, or several as `days`", at_key=True)
    for i, day in enumerate(probe.days or ()):
        if day > days:
            yield Fault((*at, "days", i), f"the scenario ends on day {days}")
    if probe.day is not None and probe.day > days:
        yield Fault((*at, "day"), f"the scenario ends on day {days}")
    for name in ("days", "questions"):
        given = getattr(probe, name)
        if given is not None and (not given or len(set(given)) < len(given)):
            yield Fault((*at, name), "different ones, at least one, are expected")
