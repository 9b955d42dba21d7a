"""Households: every word is full, children live with adults, sizes are plausible."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from bentham.society.households import (
    ELDER,
    OWN_CHILD,
    PARTNER,
    SINGLE,
    SIZES,
    TEMPLATES,
    templates,
)  # fmt: skip

ADULT_AT = 18


@pytest.fixture(scope="module")
def rows() -> dict[str, npt.NDArray[Any]]:
    """The templates as arrays [template, lane]; masks as zeros and ones."""
    t = templates()
    out = {
        name: getattr(t, name).reshape(TEMPLATES, 64).astype(int)
        for name in ("head", "size", "age", "role")
    }
    lanes = np.arange(64, dtype=np.uint64)
    for name in ("adult", "male", "parent", "child"):
        out[name] = (getattr(t, name)[:, None] >> lanes & np.uint64(1)).astype(int)
    return out


def homes(rows: dict[str, npt.NDArray[Any]]) -> list[tuple[int, slice]]:
    """Return every household as (template, lanes)."""
    out = []
    for k in range(TEMPLATES):
        lane = 0
        while lane < 64:
            size = int(rows["size"][k, lane])
            out.append((k, slice(lane, lane + size)))
            lane += size
        assert lane == 64, f"template {k} is not filled exactly"
    return out


def test_every_word_is_filled_exactly_and_its_members_agree(
    rows: dict[str, npt.NDArray[Any]],
) -> None:
    for k, lanes in homes(rows):
        assert 1 <= lanes.stop - lanes.start <= len(SIZES)
        assert (rows["head"][k, lanes] == lanes.start).all()
        assert (rows["size"][k, lanes] == lanes.stop - lanes.start).all()


def test_under_eighteens_live_with_an_adult_who_is_their_parent(
    rows: dict[str, npt.NDArray[Any]],
) -> None:
    young = 0
    for k, lanes in homes(rows):
        age, role = rows["age"][k, lanes], rows["role"][k, lanes]
        minors = age < ADULT_AT
        young += int(minors.sum())
        assert (role[minors] == OWN_CHILD).all()
        if minors.any():
            parents = rows["parent"][k, lanes] == 1
            assert (parents & (age >= ADULT_AT)).any()
            assert age[parents].min() >= age[minors].max() + 20 or age[minors].max() == 0
    assert young > 1000


def test_marks_follow_from_ages_and_roles(rows: dict[str, npt.NDArray[Any]]) -> None:
    assert np.array_equal(rows["adult"], (rows["age"] >= ADULT_AT).astype(int))
    assert np.array_equal(rows["child"], (rows["role"] == OWN_CHILD).astype(int))
    assert set(np.unique(rows["role"])) == {SINGLE, PARTNER, OWN_CHILD, ELDER}
    assert rows["age"].max() <= 95
    for k, lanes in homes(rows):
        role, parent = rows["role"][k, lanes], rows["parent"][k, lanes]
        assert (role == PARTNER).sum() <= 2
        assert np.array_equal(parent == 1, (role == PARTNER) & (role == OWN_CHILD).any())
        if role[0] == SINGLE:
            assert len(role) == 1


def test_sizes_and_ages_are_plausible(rows: dict[str, npt.NDArray[Any]]) -> None:
    sizes = np.array([lanes.stop - lanes.start for _, lanes in homes(rows)])
    shares = np.bincount(sizes, minlength=len(SIZES) + 1)[1:] / len(sizes)
    assert sizes.mean() == pytest.approx(2.6, abs=0.1)
    # the last household of a word takes what is left, which bends the declared shares a little
    assert np.abs(shares - SIZES).max() < 0.03
    assert 0.12 < (rows["age"] < ADULT_AT).mean() < 0.28
    assert 0.45 < rows["male"].mean() < 0.55
    assert 0.05 < (rows["age"] >= 65).mean() < 0.3


def test_templates_differ_and_are_the_same_every_time() -> None:
    t = templates()
    assert len({t.size.reshape(TEMPLATES, 64)[k].tobytes() for k in range(TEMPLATES)}) == TEMPLATES
    templates.cache_clear()
    again = templates()
    assert all(
        np.array_equal(getattr(t, name), getattr(again, name)) for name in ("age", "head", "parent")
    )
