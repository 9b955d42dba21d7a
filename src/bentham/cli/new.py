"""`bentham new`: a scheme file to begin with."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from string import Template
from typing import Annotated, Any

import typer

from bentham.cli.screen import say
from bentham.evidence.errors import BenthamError, UsageError

SCHEMA = "bentham-scheme.schema.json"

FRESH = Template("""\
# yaml-language-server: $$schema=./$schema
# A scheme: what a ruler does, as data.
# `bentham check $file` checks it, `bentham run $file` runs it.
# Mark every number: S read at source, Q quoted, M from memory, C computed, A assumed.
bentham: "0.1"
id: $id
title: {en: $title}
summary: One sentence in plain words, for reports.
status: fictional

# What the scheme wants to know of. `bentham show municipal-points` names more acts.
acts:
  - id: traffic_offence
    detection_rate: 0.1       # chance that one is recorded
    false_record_rate: 0.001  # records a year against people who did not do it
    mark: A

# Everybody begins here; points come back by half of what is missing each period.
score:
  kind: points
  initial: 1000
  decay: halflife
  period_days: 365
  mark: A

rules:
  - {id: traffic, when: {act: traffic_offence}, effect: {points: -20}, mark: A}

grades:
  - {id: ordinary, min: 960, mark: A}
  - {id: low, max: 959, mark: A}

# What is done to people while they are in a grade; severity runs from 0 to 5.
sanctions:
  - {id: no_flights, kind: travel_ban_air, severity: 3, trigger: {grade: low}, mark: A}

transparency: {rules: public}
""")

REFORM = Template("""\
# yaml-language-server: $$schema=./$schema
# A reform: named, dated differences from a scheme. `bentham check $file` checks it,
# `bentham show $base` prints the paths that can be changed.
base: $base
id: $id
title: {en: $title}
as_of: $today

# A path and its new value; a changed number counts as assumed unless it says otherwise.
changes:
  risk.aware_share: {value: 0.11, mark: A, src: "as by default; write here what you assume"}

# remove: ["sanctions[some_id]"]
# add:
#   sanctions: [{id: letter, kind: warning_visit, severity: 1, trigger: {grade: D}, mark: A}]
""")


def new(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="File to write.", show_default=False)
    ],
    base: Annotated[
        str | None, typer.Option(metavar="SCHEME", help="Write a reform of this scheme.")
    ] = None,
) -> None:
    r"""Write a scheme file to begin with; nothing is overwritten.

    \b
    bentham new mine.yaml
    bentham new milder.yaml --base municipal-points
    """
    from bentham.scheme.loading import load

    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{path}: a scheme file ends in .yaml.")
    if base is not None:
        load(base)
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60] or "scheme"
    text = (FRESH if base is None else REFORM).substitute(
        schema=SCHEMA, file=path.name, id=stem,
        title=json.dumps(stem.replace("-", " ").capitalize()),
        base=base, today=datetime.datetime.now().astimezone().date(),
    )  # fmt: skip
    write_new(path, text)
    beside = path.parent / SCHEMA
    if not beside.exists():
        write_new(beside, json.dumps(schema(), indent=1, ensure_ascii=False) + "\n")
    say(f"Wrote {path}, and beside it {SCHEMA}, with which editors help.")
    say(f"Next: bentham check {path}")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a scheme file."""
    from bentham.scheme.fields import Scheme

    return Scheme.model_json_schema()


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet, or say why not."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(
            f"{path} exists; name a file that does not. Nothing was written."
        ) from None
    except OSError as error:
        raise BenthamError(f"{path} cannot be written ({error.strerror}).") from error
