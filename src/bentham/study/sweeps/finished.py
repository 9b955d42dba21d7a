"""A study carried out: from its points to its table and what stands in it."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.parameters import parameter
from bentham.results.sweep import Sweep
from bentham.study.sweeps.analysis import claim_of_table, ranges_of, sobol_of, values_of
from bentham.study.sweeps.drawing import as_text
from bentham.study.sweeps.journal import Journal
from bentham.study.sweeps.notes import NOTHING_COUNTS, SET_BY
from bentham.study.sweeps.running import Progress, run_points
from bentham.study.sweeps.study import Input, Study
from bentham.study.sweeps.tables import table_of


@dataclass
class Finished:
    """A study whose points are all known.

    Parameters
    ----------
    study : Study
        Which.
    values : ndarray
        The harms, [point, world, repeat, output]; NaN where undefined.
    """

    study: Study
    values: npt.NDArray[np.float64] = field(repr=False)

    @cached_property
    def result(self) -> Sweep:
        """What was found, as plain data."""
        study, file = self.study, self.study.file
        notes = notes_of(study)
        sobol = sobol_of(study, self.values, notes)
        return Sweep(
            run=None, study=file.study, title=study.title,
            society=study.worlds[0].plan.society.id, people=file.people, days=file.days,
            seed=file.seed, replicates=file.replicates, sampler=study.sampler,
            points=len(study.points), schemes=[w.label for w in study.worlds],
            base=study.worlds[0].label if study.has_base else None,
            inputs=[_input(study, each) for each in study.inputs],
            outputs=[
                {"name": m.name, "label": m.label, "unit": m.unit, "direction": m.direction,
                 "story": m.story, "definition": m.definition}
                for m in study.outputs
            ],
            ranges=ranges_of(study, self.values), sobol=sobol,
            claim=claim_of_table(study, self.values), notes=notes,
            table_source=lambda: table_of(study, self.values),
        )  # fmt: skip


def carried_out(
    study: Study,
    progress: Progress | None = None,
    journal: Journal | None = None,
    executor: Executor | None = None,
    threads: int | None = None,
    stop: Event | None = None,
) -> Finished:
    """Run what is not known yet of a study; see `run_points`."""
    return Finished(study, values_of(run_points(study, progress, journal, executor, threads, stop)))


def notes_of(study: Study) -> list[str]:
    """Return what the user should know of how the study was understood."""
    notes = []
    for each in study.inputs:
        setters = [w.label for w in study.worlds if each.name in w.plan.held]
        if setters and not each.is_field:
            notes.append(SET_BY.format(input=each.name, schemes=", ".join(setters)))
    for m in study.outputs:
        if not any(m.cause in w.plan.causes for w in study.worlds):
            notes.append(NOTHING_COUNTS.format(output=m.name, cause=m.cause))
    return notes


def _input(study: Study, each: Input) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": each.name, "side": each.side, "unit": each.unit, "tag": each.tag,
        "help": each.help,
        "source": "" if each.is_field else parameter(each.name).source,
        "schemes": [study.worlds[i].label for i in each.worlds],
    }  # fmt: skip
    if each.choices:
        return said | {"choices": [as_text(v) for v in each.choices]}
    return said | {"from": each.low, "to": each.high, "log": each.log}
