"""The values that an element can take, and verdicts over all completions of the unknowns."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from bentham.audit.procedure.verdict import Element, Procedure, Verdict, outcome
from bentham.audit.truth import Judged, Truth, all_of, any_of, opposite

POSSIBLE = st.sets(st.sampled_from(Truth), min_size=1).map(frozenset)
LISTS = st.lists(POSSIBLE.map(Judged), min_size=1, max_size=5)


@given(LISTS)
def test_or_over_sets_is_or_over_every_completion(parts: list[Judged]) -> None:
    expected = {max(each) for each in product(*(part.possible for part in parts))}
    assert any_of(parts).possible == expected


@given(LISTS)
def test_and_over_sets_is_and_over_every_completion(parts: list[Judged]) -> None:
    expected = {min(each) for each in product(*(part.possible for part in parts))}
    assert all_of(parts).possible == expected


@given(POSSIBLE)
def test_what_is_contested_stays_contested_when_it_is_turned_round(possible: frozenset) -> None:
    turned = opposite(Judged(possible)).possible
    assert (Truth.CONTESTED in turned) == (Truth.CONTESTED in possible)
    assert (Truth.TRUE in turned) == (Truth.FALSE in possible)


def test_of_nothing_or_is_false_and_and_is_true() -> None:
    assert any_of([]).word == "false"
    assert all_of([]).word == "true"


NAMES = ("E1", "E2", "i", "ii", "CARVE", "AI")


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, POSSIBLE)))
def test_the_verdicts_are_those_of_every_completion(sets: dict[str, frozenset]) -> None:
    elements = {name: Element(name, name, Judged(each)) for name, each in sets.items()}
    one = {name: each.judged for name, each in elements.items()}
    met = all_of([one["E1"], one["E2"], any_of([one["i"], one["ii"]]), opposite(one["CARVE"])])
    procedure = Procedure("X", tuple(elements.values()), met, True, ())
    expected = set()
    for values in product(*(sets[name] for name in NAMES)):
        v = dict(zip(NAMES, values, strict=True))
        rule = min(v["E1"], v["E2"], max(v["i"], v["ii"]), Truth(2 - v["CARVE"]))
        expected.add(outcome(rule, v["AI"]))
    assert procedure.verdicts == expected
    assert (procedure.at_best, procedure.at_worst) == (max(expected), min(expected))


def test_the_order_of_the_verdicts_is_from_worst_to_best() -> None:
    assert [each.name for each in sorted(Verdict)] == [
        "PROHIBITED_INDICATED", "ELEMENTS_MET_AI_GATE_OPEN", "ELEMENTS_MET_NOT_AI", "BORDERLINE",
        "OUT_OF_SCOPE_ART5", "NOT_ASSESSABLE",
    ]  # fmt: skip
