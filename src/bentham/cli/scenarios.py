"""`bentham show` of a scenario: what happens when, where and to whom, in the order of the days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bentham.cli.screen import put_json, put_table, say

if TYPE_CHECKING:
    from bentham.study.scenario import Scenario
    from bentham.study.scenario_fields import Event, Intervention, Trial, Where

Line = tuple[int, str, str, str]
"""First day, days in words, what it is, what it does."""


def put_scenario(one: Scenario, as_json: bool) -> None:
    """Print what a scenario declares."""
    file = one.file
    people = file.people or one.society.people
    if as_json:
        put_json({
            "schema": "bentham.show/1", "kind": "scenario", "name": file.scenario,
            "title": one.name, "summary": file.summary or "", "scheme": one.scheme.id,
            "society": one.society.id, "people": people, "days": file.days, "seed": file.seed,
            "declared": file.model_dump(
                mode="json", by_alias=True, exclude_unset=True, exclude_none=True
            ),
        })  # fmt: skip
        return
    say(f"{file.scenario}: {one.name}")
    if file.summary:
        say(file.summary)
    say(
        f"Scheme {one.scheme.id} over {people:,} invented people of society {one.society.id}, "
        f"{file.days} days, seed {file.seed}."
    )
    if file.set:
        say(f"From the first day: {_values(file.set)}.")
    if file.off:
        say(f"Switched off: {', '.join(file.off)}.")
    lines = sorted(_lines(one), key=lambda line: line[0])
    if lines:
        columns = [("days", "whole"), ("", "whole"), ("what happens", "left")]
        put_table(columns, [line[1:] for line in lines])
    else:
        say("Nothing happens on the way.")
    say(f"bentham show {file.scheme} prints every number of the scheme.")


def _lines(one: Scenario) -> Iterator[Line]:
    file = one.file
    for event in file.events:
        yield event.day, str(event.day), event.kind, _event(event)
    for each in file.interventions:
        yield each.first, _days(each, file.days), "intervention", _intervention(each)
    for trial in file.trials:
        said = f"{trial.share:.0%} of {trial.unit}s, drawn at random: {_values(trial.set)}"
        yield trial.first, _days(trial, file.days), f"trial {trial.id}", said
    for probe in file.probes:
        who = "all adults" if probe.sample == "all" else f"about {probe.sample:,} adults"
        how = {"both": "directly and by a list", "list": "by a list"}.get(probe.method, "directly")
        days = ", ".join(str(day) for day in probe.evenings)
        yield min(probe.evenings), days, "probe", f"{who}, {how}: {', '.join(probe.questions)}"


def _days(each: Intervention | Trial, end: int) -> str:
    return f"{each.first} to {min(each.last or end, end)}"


def _event(event: Event) -> str:
    parts = []
    if event.witnesses is not None:
        parts.append(f"{event.witnesses:.3g} of adults see it")
    if event.share is not None:
        parts.append(f"{event.share:.3g} of neighbourhoods{_where(event.where)}")
    if event.compensation is not None:
        parts.append(f"{event.compensation:.3g} of the loss made good")
    if event.may_object is not None:
        parts.append(f"{event.may_object:.3g} of those moved may object")
    if event.praised:
        parts.append("praised by state media")
    return ", ".join(parts)


def _intervention(each: Intervention) -> str:
    ramps = {path: f"{r.first:g} to {r.last:g}" for path, r in each.ramp.items()}
    people = "" if each.whom is None else f", for class {each.whom.class_}"
    return f"{_values({**each.set, **ramps})}{_where(each.where)}{people}"


def _where(where: Where | None) -> str:
    if where is None:
        return ""
    if where.share is not None:
        return f", in {where.share:.0%} of districts, drawn at random"
    if where.region is not None:
        return f", in region {where.region}"
    kind, numbers = ("wards", where.wards) if where.wards else ("districts", where.districts)
    return f", in {kind} {', '.join(str(n) for n in numbers or ())}"


def _values(given: dict[str, Any]) -> str:
    return ", ".join(f"{path} = {_plain(value)}" for path, value in given.items())


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
