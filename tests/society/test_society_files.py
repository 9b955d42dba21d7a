"""A society's file: presets hold what they promise, mistakes are told where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bentham.evidence.acts import ACTS
from bentham.evidence.errors import InvalidInput
from bentham.evidence.parameters import PARAMETERS, TAGS
from bentham.society.loading import load, presets
from bentham.society.tables import base_rates, yearly_rate

GOOD = "id: here\ntitle: Here\npeople: 6400\n"

BROKEN = {
    "misspelt key": (GOOD + "urban_shared: 0.5\n", 4, "urban_share"),
    "a share above one": (GOOD + "urban_share: 1.2\n", 4, "at most 1"),
    "nobody": (GOOD.replace("6400", "0"), 3, "at least 1"),
    "too many people": (GOOD.replace("6400", "9000000000"), 3, "at most"),
    "not a number": (GOOD.replace("6400", "many"), 3, "integer"),
    "a missing field": ("id: here\ntitle: Here\n", 1, "people"),
    "a key twice": (GOOD + "people: 6401\n", 4, "twice"),
    "classes that do not add up": (
        GOOD + "classes: {poor: 0.5, middle: 0.4, well_off: 0.2}\n", 4, "add up to 1",
    ),
    "a region without weight": (GOOD + "regions: [{name: x, weight: 0}]\n", 4, "more than 0"),
    "a weight that is no number": (GOOD + "regions: [{name: x, weight: .nan}]\n", 4, "finite"),
    "no region": (GOOD + "regions: []\n", 4, "at least 1"),
    "two regions of one name": (
        GOOD + "regions: [{name: x, weight: 1}, {name: x, weight: 2}]\n", 4, "x",
    ),
    "too many isolated": (GOOD + "isolated: 65\n", 4, "at most 64"),
    "an id with blanks": (GOOD.replace("id: here", "id: over here"), 1, "over here"),
    "another version": (GOOD + 'bentham: "9"\n', 4, "9"),
    "a list": ("- a\n- b\n", 1, ""),
    "nothing": ("", None, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", presets())
def test_presets_load_and_say_where_their_sizes_come_from(name: str) -> None:
    society = load(name)
    assert society.id == name
    assert society.src
    assert society.mark in TAGS
    assert society.isolated == 0


def test_the_sizes_of_the_presets() -> None:
    assert {name: load(name).people for name in presets()} == {
        "village": 500, "city": 100_000, "country-1411m": 1_411_778_724,
    }  # fmt: skip
    assert len(load("country-1411m").regions) == 31


@pytest.mark.parametrize(("text", "line", "word"), BROKEN.values(), ids=list(BROKEN))
def test_a_mistake_is_told_where_it_stands(
    text: str, line: int | None, word: str, tmp_path: Path
) -> None:
    path = tmp_path / "here.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load(str(path))
    said = str(caught.value)
    assert word in said
    assert "Nothing was run." in said
    assert "Traceback" not in said
    assert len(caught.value.problems) == 1, said
    assert line is None or f"here.yaml:{line}:" in said


def test_an_unknown_name_gets_the_nearest_preset() -> None:
    with pytest.raises(InvalidInput, match="Did you mean 'city'"):
        load("citty")
    with pytest.raises(InvalidInput, match="no such file"):
        load("nowhere/society.yaml")


def test_ties_are_sought_beside_the_file_that_names_them(tmp_path: Path) -> None:
    path = tmp_path / "here.yaml"
    path.write_text(GOOD + "ties: edges.txt\n", encoding="utf-8")
    assert load(str(path)).ties == str(tmp_path / "edges.txt")


def test_every_act_with_a_slot_has_a_base_rate_with_a_source() -> None:
    rates = base_rates()
    assert set(rates) == {act.id for act in ACTS if act.kind != "speech"}
    for rate in rates.values():
        assert rate.tag in TAGS
        assert rate.source
        assert rate.per_year > 0
        assert min(rate.by_class) >= 0


def test_base_rates_do_not_outgrow_their_slots() -> None:
    values = {p.name: p.high for p in PARAMETERS}
    for act in ACTS:
        assert all(0 <= yearly_rate(act, k, values) <= act.width for k in range(3))
