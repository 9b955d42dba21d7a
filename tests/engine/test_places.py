"""Tallies by finer places, imported ties, and chunks: the same people however they are counted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bentham.engine.clock import run_replicate
from bentham.engine.compiling import World, world_of
from bentham.engine.graph import read_edges
from bentham.evidence.errors import InvalidInput
from bentham.scheme.loading import load as load_scheme
from bentham.society.fields import Region, Society
from bentham.society.loading import load as load_society
from bentham.study.assumptions import defaults

COUNTRY = Society(
    id="three",
    title="Three regions",
    people=40_000,
    regions=(
        Region(name="a", weight=5.0),
        Region(name="b", weight=2.0),
        Region(name="c", weight=1.0),
    ),
)


def world(name: str, society: Society) -> World:
    scheme = load_scheme(name)
    return world_of(scheme, society, {**defaults(), **scheme.settings()})


@pytest.mark.parametrize("level", ["ward", "district"])
def test_finer_places_add_up_to_the_same_society(level: str) -> None:
    here = world("speech-points", COUNTRY)
    coarse = run_replicate(here, COUNTRY, 40_000, 5, seed=2)
    fine = run_replicate(here, COUNTRY, 40_000, 5, seed=2, threads=2, level=level)
    assert len(fine.places) > (3 if level == "ward" else 2)
    assert np.array_equal(coarse.tallies.sum(axis=1), fine.tallies.sum(axis=1))
    assert coarse.digest == fine.digest


def edges(path: Path, text: str) -> Path:
    file = path / "ties.csv"
    file.write_text(text, "utf-8")
    return file


def ring(people: int) -> str:
    return "".join(f"{i},{(i + 1) % people}\n" for i in range(people))


def test_every_imported_tie_is_seen_from_both_ends(tmp_path: Path) -> None:
    starts, ends = read_edges(edges(tmp_path, "0 1\n1\t2\n2,0\n0 1\n"), people=5)
    assert starts.tolist() == [0, 2, 4, 6, 6, 6]
    assert ends.tolist() == [1, 2, 0, 2, 0, 1]


def test_imported_ties_take_the_place_of_the_implicit_ones(tmp_path: Path) -> None:
    city = load_society("city")
    tied = city.model_copy(update={"ties": str(edges(tmp_path, ring(6_400)))})
    here = world("speech-points", city)
    with_ties = [
        run_replicate(here, tied, 6_400, 60, seed=2, threads=t, chunk=c).digest
        for t, c in ((1, 7), (2, 64))
    ]
    without = run_replicate(here, city, 6_400, 60, seed=2).digest
    assert with_ties[0] == with_ties[1] != without


def test_with_imported_ties_nobody_can_be_traced(tmp_path: Path) -> None:
    city = load_society("city")
    tied = city.model_copy(update={"ties": str(edges(tmp_path, ring(640)))})
    with pytest.raises(InvalidInput, match="tallies only"):
        run_replicate(world("open-society", city), tied, 640, 1, seed=1, traced=(3,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0,1,alice\n", "exactly two whole numbers"),
        ("0,1\nalice,bob\n", r":2: 'alice bob' is not two whole numbers"),
        ("0,1\n3,3\n", "ties a node to itself"),
        ("0,999\n", "must lie below"),
        ("", "no ties"),
    ],
)
def test_names_and_further_columns_are_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_edges(edges(tmp_path, text), people=100)
