"""The shipped table of classes is what `bentham reproduce --classify` makes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bentham.study.facts import classes
from bentham.study.facts.table import facts

RUN = [f.id for f in facts() if f.basis not in classes.VERIFIED]


@pytest.mark.full
@pytest.mark.parametrize("id_", RUN)
def test_every_run_that_decided_a_class_is_made_again(id_: str) -> None:
    shipped = pq.read_table(Path(classes.__file__).with_name(classes.TABLE))
    table, summary = classes.classify(only=[id_])
    mine = shipped.filter(pc.field("fact") == id_)
    pd.testing.assert_frame_equal(table.to_pandas(), mine.to_pandas(), rtol=classes.LAST_DIGITS)
    found, known = summary[id_], classes.read()[id_]
    assert (found["class"], found["why"], found["nulls"]) == (known.name, known.why, known.nulls)


def test_the_table_holds_runs_of_every_fact_that_is_not_verified_and_of_no_other() -> None:
    shipped = pq.read_table(Path(classes.__file__).with_name(classes.TABLE), columns=["fact"])
    assert sorted(set(shipped["fact"].to_pylist())) == sorted(RUN)
