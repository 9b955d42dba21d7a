"""The same luck, whatever runs it: threads, chunks, tracing, repeats, and one person more."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest
from eventful import eventful
from small_worlds import (
    LIVELY,
    RULES,
    everything_stored,
    history,
    rule_value,
    scheme_named,
    strict,
    total,
    traced,
)  # fmt: skip

from bentham.day.person import SYSTEMS, TALLIES
from bentham.day.settings import setting
from bentham.engine.clock import History, run_replicate
from bentham.scheme.fields import Scheme
from bentham.society.loading import load as society_named
from everybody import society_with

WAYS: dict[str, dict[str, Any]] = {
    "again": {},
    "two threads": {"threads": 2},
    "eight threads": {"threads": 8},
    "single words": {"chunk": 1},
    "seven words": {"chunk": 7},
    "64 words on two threads": {"chunk": 64, "threads": 2},
    "4096 words on two threads": {"chunk": 4096, "threads": 2},
    "traced": {"traced": (0, 63, 64, 5000, 19_999)},
    "single words, eight threads, traced": {"chunk": 1, "threads": 8, "traced": tuple(range(200))},
}


def assert_same(one: History, other: History) -> None:
    """Fail unless two runs agree in digest and in every tally of every day, place and class."""
    assert other.places == one.places
    differ = np.nonzero((one.tallies != other.tallies).any(axis=(0, 1, 2)))[0]
    assert [TALLIES[i] for i in differ] == []
    assert other.digest == one.digest


@pytest.fixture(scope="module")
def reference() -> History:
    return history("strict-rule", 20_000, 30, threads=1)


@pytest.mark.parametrize("way", WAYS)
def test_threads_chunks_tracing_and_repeats_change_no_bit(way: str, reference: History) -> None:
    assert_same(reference, history("strict-rule", 20_000, 30, **WAYS[way]))


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_of_expression_depends_on_threads_or_chunks(rule: str) -> None:
    values = LIVELY | {"expression.rule": rule_value(rule), "society.cadence": 1.0}
    one = history("strict-court", 5000, 20, values=values)
    assert_same(one, history("strict-court", 5000, 20, values=values, threads=2, chunk=3))


def test_regions_of_all_sizes_change_nothing_about_threads_and_chunks() -> None:
    """In 31 regions spans are ragged, and some wards hold a few words only."""
    country = society_named("country-1411m")
    one = history("strict-rule", 20_000, 10, society=country)
    assert len(one.places) == 31
    for chunk, threads in ((1, 2), (7, 1), (4096, 8)):
        other = history("strict-rule", 20_000, 10, society=country, chunk=chunk, threads=threads)
        assert_same(one, other)


def test_what_is_traced_does_not_depend_on_who_runs_it() -> None:
    people = tuple(range(0, 20_000, 37))
    one = history("strict-rule", 20_000, 10, traced=people)
    other = history("strict-rule", 20_000, 10, traced=people, threads=8, chunk=1)
    assert one.traced is not None
    assert other.traced is not None
    assert np.array_equal(one.traced, other.traced)
    everybody = history("strict-rule", 640, 10, traced=tuple(range(640)))
    marks = traced(everybody)
    for name in ("DISSENT", "LISTED", "RECORDED", "FINED"):
        assert np.array_equal(marks[name].sum(axis=1), total(everybody, name))


def test_finer_tallies_add_up_to_the_coarse_ones(reference: History) -> None:
    for level in ("district", "ward"):
        finer = history("strict-rule", 20_000, 30, level=level)
        assert np.array_equal(finer.tallies.sum(axis=1), reference.tallies.sum(axis=1))
        assert finer.digest == reference.digest
    assert len(finer.places) == -(-20_000 // 4096)


def test_another_seed_or_replicate_is_another_story(reference: History) -> None:
    digests = [
        reference.digest,
        history("strict-rule", 20_000, 30, seed=8).digest,
        history("strict-rule", 20_000, 30, replicate=1).digest,
        history("strict-rule", 20_000, 29).digest,
        history("strict-rule", 20_001, 30).digest,
        history("speech-points", 20_000, 30).digest,
    ]
    assert len(set(digests)) == len(digests)


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["municipal-points", "strict-rule"])
def test_at_full_size_threads_chunks_tracing_and_repeats_change_no_bit(scheme: str) -> None:
    one = history(scheme, 100_000, 365)
    for way in WAYS.values():
        assert_same(one, history(scheme, 100_000, 365, **way))
    assert history(scheme, 100_000, 365, seed=8).digest != one.digest


def without_capacity(name: str) -> Scheme:
    """Return a scheme whose appeals are all heard: a quota would be shared with one person more."""
    scheme = scheme_named(name)
    appeal = scheme.appeal.model_copy(update={"capacity_per_million_day": None})
    return scheme.model_copy(update={"appeal": appeal})


@pytest.mark.parametrize("people", [6391, 6350, 6337])
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("scheme", ["strict-rule", "strict-court"])
def test_one_more_person_whom_nobody_sees_changes_nobody_else(
    scheme: str, rule: str, people: int
) -> None:
    values = LIVELY | {"expression.rule": rule_value(rule)}
    declared = without_capacity(scheme)
    before = history(declared, people, 40, values=values)
    after = history(declared, people + 1, 40, values=values, society=society_with(isolated=1))
    one, other = everything_stored(before, people), everything_stored(after, people)
    assert {name for name in one if not np.array_equal(one[name], other[name])} == set()


def test_one_more_person_who_is_seen_does_change_somebody() -> None:
    """Else the test above could not fail."""
    one, other = (everything_stored(history("strict-rule", n, 40), 6337) for n in (6337, 6338))
    assert any(not np.array_equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(
    "scheme", ["open-society", "municipal-points", "strict-rule", "strict-court"]
)
def test_with_everything_off_nothing_about_a_person_changes(scheme: str) -> None:
    assert_untouched(scheme, 100_000, 40)


@pytest.mark.full
@pytest.mark.parametrize("scheme", ["open-society", "strict-rule"])
def test_at_full_size_with_everything_off_nothing_about_a_person_changes(scheme: str) -> None:
    assert_untouched(scheme, 1_000_000, 365)


def assert_untouched(scheme: str, people: int, days: int) -> None:
    morning = everything_stored(history(scheme, people, 0, off=SYSTEMS), people)
    evening = everything_stored(history(scheme, people, days, off=SYSTEMS, threads=2), people)
    assert morning["ATTITUDE"].any()
    assert morning.keys() == evening.keys()
    assert {name for name in morning if not np.array_equal(morning[name], evening[name])} == set()


def test_with_everything_on_every_column_changes() -> None:
    """Else the test above could not fail."""
    where = society_named("city")
    values = LIVELY | {"expression.rule": rule_value("ross")}
    world = eventful(strict("rule"), where, values, Random(1), spared=0.0)
    world.numbers[0, setting("EVENT")] = 1
    morning, evening = (
        everything_stored(run_replicate(world, where, 5000, days, 7, keep_state=True), 5000)
        for days in (0, 40)
    )
    assert {name for name in morning if np.array_equal(morning[name], evening[name])} == set()


def test_switching_a_system_off_leaves_everybodys_luck_alone() -> None:
    """The same people try to travel on the same days, whatever else is on or off."""
    one = traced(history("strict-rule", 640, 20, traced=tuple(range(640))))
    for off in ("attitude", "expression", "conduct", "recording", "scoring", "listing", "welfare"):
        other = traced(history("strict-rule", 640, 20, off=(off,), traced=tuple(range(640))))
        for name in ("FLIGHT_TRIED", "TRAIN_TRIED"):
            assert np.array_equal(one[name], other[name]), off
