"""The registry of parameters is one row in the order of its files."""

from __future__ import annotations

import pytest

from bentham.evidence.parameters import PARAMETERS, TAGS, index, parameter
from bentham.evidence.parameters_people import NEWS, OPINION
from bentham.evidence.parameters_ruler import FORCE, RECORDS, WATCH
from bentham.evidence.parameters_society import SOCIETY


def test_a_place_in_the_registry_is_a_place_in_the_row_of_numbers():
    assert PARAMETERS == SOCIETY + NEWS + OPINION + RECORDS + WATCH + FORCE
    assert [index(p.name) for p in PARAMETERS] == list(range(len(PARAMETERS)))
    assert all(parameter(p.name) is p for p in PARAMETERS)


def test_a_name_that_is_not_declared_is_no_parameter():
    with pytest.raises(KeyError):
        parameter("media.nothing")
    with pytest.raises(KeyError):
        index("media.nothing")


def test_what_fits_a_row_of_integers_stays_exact():
    # The largest value of a chance of 31 bits, or of a table of 24, must fit an int64 many times.
    largest = {p.name: max(abs(p.low), abs(p.high)) * 2**p.bits for p in PARAMETERS}
    assert max(largest.values()) <= 2**36
    assert [p.name for p in PARAMETERS if p.unit == "chance" and p.high > 1] == []


def test_what_is_only_assumed_is_drawn_by_studies_and_what_was_computed_is_not():
    for p in PARAMETERS:
        assert p.uncertain == (p.tag in ("A", "M") or bool(p.choices)), p.name
    assert {p.tag for p in PARAMETERS} <= set(TAGS)
