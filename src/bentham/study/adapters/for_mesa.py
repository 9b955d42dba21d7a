"""For those who come from Mesa: `batch_run`, with schemes and harms in place of a model class.

::

    from bentham.study.adapters.for_mesa import batch_run

    records = batch_run(
        "speech-points", {"risk.prior": [0.05, 0.1, 0.2], "expression.rule": ["kuran", "ross"]},
        outputs=["perceived_risk"], max_steps=90, iterations=5,
    )
    pandas.DataFrame(records)

The records are those of Mesa's: a dict a run, with RunId, iteration, Step, the parameters and what
was collected. Mesa itself is not imported: importing it changes how this process starts others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bentham.study.sweeps.drawing import as_text
from bentham.study.sweeps.finished import carried_out
from bentham.study.sweeps.reading import from_data


def batch_run(
    schemes: str | Sequence[str],
    parameters: Mapping[str, Any],
    outputs: Sequence[str],
    *,
    base: str | None = None,
    society: str = "city",
    people: int = 20_000,
    max_steps: int = 180,
    iterations: int = 1,
    seed: int = 1,
    number_processes: int | None = None,
    folder: Path | None = None,
) -> list[dict[str, Any]]:
    """Run every combination of values and return a record for each run.

    Parameters
    ----------
    schemes : str or sequence of str
        Presets or files, each a named scenario.
    parameters : mapping
        Values of uncertainties and safeguards by name: one, or several to be combined.
    outputs : sequence of str
        Harms.
    base : str, optional
        The scheme from which differences are taken.
    society : str
        Preset or file.
    people, max_steps, iterations, seed : int
        Size, days, repeats with other luck, and which luck.
    number_processes : int, optional
        Runs side by side; all processors by default. They are threads: no kernel is loaded twice.
    folder : Path, optional
        Where files lie that are named.

    Raises
    ------
    InvalidInput
        If an output is no harm, or a parameter measures the strength of repression.
    """
    data: dict[str, Any] = {
        "bentham": "0.1", "study": "batch", "title": "A batch of runs", "society": society,
        "schemes": [schemes] if isinstance(schemes, str) else list(schemes),
        "people": people, "days": max_steps, "seed": seed, "replicates": iterations,
        "vary": {name: {"choices": _several(values)} for name, values in parameters.items()},
        "outputs": list(outputs), "sampler": "grid",
    }  # fmt: skip
    if base is not None:
        data["base"] = base
    done = carried_out(from_data(data, folder=folder), threads=number_processes)
    rows = done.result.table.drop_columns(["point"]).to_pylist()
    return [
        {"RunId": number, "iteration": row.pop("replicate"), "Step": max_steps, **_typed(done, row)}
        for number, row in enumerate(rows)
    ]


def _several(values: Any) -> list[Any]:
    """Return the values of a parameter; a single one, or a text, is one value."""
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        return [values]
    return [each.item() if hasattr(each, "item") else each for each in values]


def _typed(done: Any, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row whose parameters are the values that were given, not their texts."""
    for each in done.study.inputs:
        row[each.name] = next(v for v in each.choices if as_text(v) == row[each.name])
    return row
