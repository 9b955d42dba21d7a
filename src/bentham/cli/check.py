"""`bentham check`: whether a scheme is valid, and what of it a run will not do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bentham.cli.screen import put_json, say

if TYPE_CHECKING:
    from bentham.scheme.check import Remark

IDLE = "a run of this scenario does not read it, so it changes nothing"


def check(
    scheme: Annotated[
        str,
        typer.Argument(
            metavar="SCHEME",
            help="Name of a preset, or a file; or the file of a scenario.",
            show_default=False,
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
) -> None:
    r"""Check a scheme; list what it declares and a run will not do.

    \b
    bentham check mine.yaml
    bentham check municipal-points --json
    """
    from bentham.report.matter import bytes_per_person
    from bentham.scheme.check import Remark, not_simulated, warnings
    from bentham.scheme.loading import load
    from bentham.study.assumptions import defaults
    from bentham.study.scenario import document_of, scenario_of

    document = document_of(scheme)
    idle: list[str] = []
    one = None if document is None else scenario_of(document, Path(scheme).parent)
    if one is not None:
        from bentham.study.planning import plan, rows_of

        todo = plan(one)  # what a run cannot change on the way is refused here
        rows = rows_of(todo, todo.values)
        idle = rows.idle() if rows else []
    declared = load(scheme) if one is None else one.scheme
    values = {**defaults(), **declared.settings()}
    size = bytes_per_person(declared, values, one is not None and one.concealed is not None)
    of_scenario = {} if one is None else {"scenario": one.file.scenario}
    remarks, oversights = not_simulated(declared), warnings(declared)
    oversights += [Remark(path, "warning", IDLE) for path in idle]
    if as_json:
        put_json(
            {
                "schema": "bentham.check/1",
                **of_scenario,
                "scheme": declared.id,
                "title": declared.name,
                "valid": True,
                "not_simulated": [
                    {"path": r.path, "simulated": r.simulated, "reason": r.reason} for r in remarks
                ],
                "warnings": [{"path": r.path, "reason": r.reason} for r in oversights],
                "bytes_per_person": size,
            }
        )
        return
    title = declared.name if one is None else f"{one.name}, under {declared.id}"
    say(f"{scheme} is valid: {title}.")
    for r in oversights:
        say(f"warning: {r.path}: {r.reason}")
    _say_groups("It declares, and a run only approximates:", remarks, "approximately")
    _say_groups("It declares, and a run does not do:", remarks, "audit only")
    say(f"\nA run keeps {size:g} bytes for each person.")


def _say_groups(head: str, remarks: list[Remark], how: str) -> None:
    """Print remarks of one sort, like parts together, grouped by reason."""
    reasons: dict[str, dict[str, list[str]]] = {}
    for r in remarks:
        if r.simulated == how:
            reasons.setdefault(r.reason, {}).setdefault(r.pattern, []).append(r.path)
    if not reasons:
        return
    say(f"\n{head}")
    for reason, patterns in reasons.items():
        names = [
            paths[0] if len(paths) == 1 else f"{pattern} ({len(paths)})"
            for pattern, paths in patterns.items()
        ]
        say(f"  {', '.join(names)}\n    {reason}")
