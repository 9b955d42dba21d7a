"""`bentham presets`, `show` and `parameters`: what there is, and where its numbers come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bentham.cli.scenarios import put_scenario
from bentham.cli.screen import put_json, put_table, say
from bentham.evidence.errors import InvalidInput, UsageError

if TYPE_CHECKING:
    from bentham.evidence.parameters import Parameter
    from bentham.scheme.fields import Scheme
    from bentham.society.fields import Society

Json = Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")]


def presets(as_json: Json = False) -> None:
    """List the schemes and societies that come with Bentham."""
    from bentham.scheme import loading as schemes
    from bentham.society import loading as societies

    rulers = [schemes.load(name) for name in schemes.presets()]
    places = [societies.load(name) for name in societies.presets()]
    if as_json:
        put_json(
            {
                "schema": "bentham.presets/1",
                "schemes": [
                    {"name": s.id, "title": s.name, "summary": s.summary or ""} for s in rulers
                ],
                "societies": [
                    {"name": s.id, "title": s.title, "summary": s.summary, "people": s.people}
                    for s in places
                ],
            }
        )
        return
    columns = (("scheme", "whole"), ("", "left"))
    put_table(columns, [(s.id, s.summary or "") for s in rulers])
    put_table((("society", "whole"), ("", "left")), [(s.id, s.summary) for s in places])
    say("bentham show NAME prints every number; bentham run SCHEME --society SOCIETY runs it.")


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A scheme, a society, or the file of a scenario.",
            show_default=False,
        ),
    ],
    as_json: Json = False,
) -> None:
    r"""Show every number of a scheme or society, with its evidence.

    \b
    bentham show municipal-points
    bentham show city --json
    """
    from bentham.evidence.parameters import TAGS
    from bentham.society.loading import presets as societies
    from bentham.study.scenario import document_of, scenario_of

    document = None if name in societies() else document_of(name)
    if document is not None:
        put_scenario(scenario_of(document, Path(name).parent), as_json)
        return
    found = _named(name)
    described = _society(found) if hasattr(found, "urban_share") else _scheme(found)
    if as_json:
        put_json({"schema": "bentham.show/1", **described})
        return
    say(f"{described['name']}: {described['title']}")
    if described["summary"]:
        say(described["summary"])
    numbers = described["numbers"]
    if numbers:
        rows = [(n["path"], _plain(n["value"]), n["mark"], n["source"]) for n in numbers]
        columns = (("number", "whole"), ("value", "right"), ("mark", "whole"), ("source", "left"))
        put_table(columns, rows)
    else:
        say("It declares no numbers.")
    if described["kind"] == "scheme":
        held = described["parameters"]
        say(f"Parameters that it sets: {', '.join(held) if held else 'none'}.")
    marks = {"S*": "read in part", "2": "quoted by others", "invented": "invented"} | TAGS
    used = dict.fromkeys(n["mark"] for n in numbers if n["mark"] in marks)
    if used:
        say(f"Marks: {', '.join(f'{m} {marks[m]}' for m in used)}.")


def parameters(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One of them, in full.")
    ] = None,
    as_json: Json = False,
) -> None:
    r"""List every number that a run uses, with bounds and evidence.

    \b
    bentham parameters
    bentham parameters risk.severity
    """
    from bentham.evidence.explain import near
    from bentham.evidence.parameters import PARAMETERS, TAGS

    chosen = [p for p in PARAMETERS if name in (None, p.name)]
    if not chosen:
        nearest = near(str(name), [p.name for p in PARAMETERS])
        hint = f" Did you mean '{nearest}'?" if nearest else ""
        raise UsageError(f"There is no parameter '{name}'.{hint}\n`bentham parameters` lists all.")
    if as_json:
        put_json({"schema": "bentham.parameters/1", "parameters": [_parameter(p) for p in chosen]})
    elif name is None:
        table = [(p.name, _default(p), _bounds(p), p.unit, p.tag) for p in chosen]
        columns = (
            ("parameter", "whole"), ("default", "right"), ("bounds", "right"), ("unit", "left"),
            ("tag", "whole"),
        )  # fmt: skip
        put_table(columns, table)
        say(f"Tags: {', '.join(f'{tag} {said}' for tag, said in TAGS.items())}.")
        say("bentham parameters NAME prints one in full; bentham run ... --set NAME=VALUE sets it.")
    else:
        (p,) = chosen
        say(f"{p.name}\n{p.help}")
        rows = [("default", _default(p)), ("unit", p.unit)]
        rows.append(
            ("choices", ", ".join(p.choices)) if p.choices
            else ("bounds", f"{p.low:g} to {p.high:g}, drawn {p.draw}")
        )  # fmt: skip
        rows += [("evidence", f"{p.tag}: {TAGS[p.tag]}"), ("source", p.source)]
        for head, text in rows:
            say(f"  {head:<9} {text}")


def _named(name: str) -> Any:
    """Return the scheme or society of this name or file; a file with `people` is a society."""
    from bentham.evidence.documents import load_document
    from bentham.evidence.explain import advice
    from bentham.scheme import loading as schemes
    from bentham.society import loading as societies

    if name in societies.presets():
        return societies.load(name)
    path = Path(name)
    if name not in schemes.presets() and path.is_file() and "people" in load_document(path).data:
        return societies.load(name)
    try:
        return schemes.load(name)
    except schemes.UnknownNameError as error:
        words = (*schemes.presets(), *societies.presets())
        raise InvalidInput(
            f"There is no scheme, society or file '{error.name}'.\n   = {advice(error.name, words)}"
        ) from None


def _scheme(scheme: Scheme) -> dict[str, Any]:
    from bentham.report.declared import numbers
    from bentham.scheme.reforms import as_data

    return {
        "kind": "scheme",
        "name": scheme.id,
        "title": scheme.name,
        "summary": scheme.summary or "",
        "numbers": [
            {"path": n.path, "value": n.value, "mark": n.mark, "source": n.source}
            for n in numbers(scheme)
        ],
        "parameters": scheme.settings(),
        "declared": as_data(scheme),
    }


def _society(society: Society) -> dict[str, Any]:
    from bentham.society.tables import base_rates

    sizes = society.model_dump(mode="json", include={"people", "urban_share", "classes"})
    found: list[tuple[str, Any]] = [
        ("people", sizes["people"]),
        ("urban_share", sizes["urban_share"]),
        *((f"classes.{name}", share) for name, share in sizes["classes"].items()),
    ]
    if len(society.regions) > 1:
        found += [(f"regions[{r.name}].weight", r.weight) for r in society.regions]
    numbers = [
        {"path": path, "value": value, "mark": society.mark, "source": society.src}
        for path, value in found
    ]
    for rate in base_rates().values():
        path = f"acts[{rate.act}] per adult-year"
        numbers.append(
            {"path": path, "value": rate.per_year, "mark": rate.tag, "source": rate.source}
        )
        factors = list(rate.by_class)
        path = f"acts[{rate.act}] by class"
        numbers.append({"path": path, "value": factors, "mark": rate.tag, "source": rate.source})
    return {
        "kind": "society",
        "name": society.id,
        "title": society.title,
        "summary": society.summary,
        "numbers": numbers,
        "declared": society.model_dump(mode="json", exclude_none=True),
    }


def _parameter(p: Parameter) -> dict[str, Any]:
    from bentham.evidence.parameters import TAGS

    return {
        "name": p.name, "default": p.choices[int(p.default)] if p.choices else p.default,
        "low": p.low, "high": p.high, "choices": list(p.choices), "unit": p.unit, "draw": p.draw,
        "tag": p.tag, "evidence": TAGS[p.tag], "source": p.source, "help": p.help,
    }  # fmt: skip


def _default(p: Parameter) -> str:
    return p.choices[int(p.default)] if p.choices else f"{p.default:g}"


def _bounds(p: Parameter) -> str:
    return f"{len(p.choices)} choices" if p.choices else f"{p.low:g} to {p.high:g}"


def _plain(value: float | list[float]) -> str:
    if isinstance(value, list):
        return " ".join(f"{each:g}" for each in value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
