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

NOT_SIMULATED = (
    "Kept as declared, for the audit and the brief only, as no act of the catalogue is meant and a "
    "run will not simulate it: {}."
)

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
    ask: Annotated[
        bool, typer.Option("--ask", help="Fifteen questions; what is not answered is undeclared.")
    ] = False,
    from_table: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Make a scheme of a table of rules.")
    ] = None,
) -> None:
    r"""Write a scheme file to begin with; nothing is overwritten.

    \b
    bentham new mine.yaml
    bentham new milder.yaml --base municipal-points
    bentham new mine.yaml --ask
    bentham new mine.yaml --from-table rules.csv
    """
    from bentham.scheme.loading import load, loads

    if (base is not None) + ask + (from_table is not None) > 1:
        raise UsageError("--base, --ask and --from-table exclude one another; give one of them.")
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError(f"{path}: a scheme file ends in .yaml.")
    if base is not None:
        load(base)
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:60] or "scheme"
    if ask or from_table is not None:
        _expect_free(path)
        text, notes = _answered(stem, path) if from_table is None else _of_table(stem, from_table)
        loads(text, str(path))
        write_new(path, text)
        for note in notes:
            say(note)
        say(f"Wrote {path}; everything that it does not say is undeclared.")
        say(f"Next: bentham check {path}, bentham brief {path}")
        return
    text = (FRESH if base is None else REFORM).substitute(
        schema=SCHEMA, file=path.name, id=stem,
        title=json.dumps(_title(stem)),
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


def _answered(stem: str, path: Path) -> tuple[str, list[str]]:
    """Return the scheme that answers make, and what to say about it."""
    from bentham.cli.answering import answers
    from bentham.scheme.questionnaire import scheme_text

    text, data = scheme_text(stem, _title(stem), path.name, answers())
    own = [each["title"] for each in data.get("acts", []) if "title" in each]
    return text, [NOT_SIMULATED.format(", ".join(own))] if own else []


def _of_table(stem: str, table: Path) -> tuple[str, list[str]]:
    """Return the scheme that a table of rules makes, and what was not understood."""
    from bentham.scheme.rule_table import scheme_of_table

    found = scheme_of_table(table, stem, _title(stem))
    own = [NOT_SIMULATED.format(", ".join(found.own))] if found.own else []
    return found.text, [*found.remarks, *own]


def _title(stem: str) -> str:
    return stem.replace("-", " ").capitalize()


def _expect_free(path: Path) -> None:
    """Refuse a file that is there, before anybody answers questions."""
    if path.exists():
        raise UsageError(f"{path} exists; name a file that does not. Nothing was written.")


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
