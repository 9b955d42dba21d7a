"""Philox is the published generator, and its counter belongs to one identity only."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import halves, philox_by_hand

from bentham.chance.keys import key_of
from bentham.chance.philox import counter1, counter3, draw, fill, philox

ALL_ONES = (0xFFFFFFFF,) * 4
PI = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
VECTORS = [  # Random123, kat_vectors, philox4x32 10
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    (ALL_ONES, ALL_ONES[:2], (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (PI, (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
]
MOST_PEOPLE = 1 << 33

words32 = st.integers(0, 0xFFFFFFFF)
people = st.integers(0, MOST_PEOPLE - 1)
numbers16 = st.integers(0, 0xFFFF)
identities = st.tuples(people, people, numbers16, numbers16, numbers16)


def compiled(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    return tuple(int(x) for x in philox(*(np.uint64(x) for x in (*counter, *key))))


@pytest.mark.parametrize(("counter", "key", "block"), VECTORS)
def test_published_known_answers(
    counter: tuple[int, ...], key: tuple[int, int], block: tuple[int, ...]
) -> None:
    assert compiled(counter, key) == block
    assert philox_by_hand(counter, key) == block


@given(st.tuples(words32, words32, words32, words32), st.tuples(words32, words32))
@settings(max_examples=300, deadline=None)
def test_the_compiled_generator_is_the_one_of_the_paper(
    counter: tuple[int, ...], key: tuple[int, int]
) -> None:
    assert compiled(counter, key) == philox_by_hand(counter, key)


def laid_out(person: int, other: int, day: int, decision: int, block: int) -> tuple[int, ...]:
    """Return the counter as the table in `chance.philox` describes it."""
    return (
        person & 0xFFFFFFFF,
        (person >> 32) << 24 | (other >> 32) << 16 | block,
        other & 0xFFFFFFFF,
        day << 16 | decision,
    )


@given(identities)
@settings(max_examples=500, deadline=None)
def test_the_counter_can_be_read_back(identity: tuple[int, int, int, int, int]) -> None:
    """A layout from which every part can be read back gives no two identities one counter."""
    person, other, day, decision, block = identity
    c0, c2 = person & 0xFFFFFFFF, other & 0xFFFFFFFF
    c1, c3 = int(counter1(person, other, block)), int(counter3(day, decision))
    assert max(c1, c3) <= 0xFFFFFFFF
    back = (c0 | c1 >> 24 << 32, c2 | (c1 >> 16 & 0xFF) << 32, c3 >> 16, c3 & 0xFFFF, c1 & 0xFFFF)
    assert back == identity


@given(identities, st.integers(0, 1 << 62))
@settings(max_examples=300, deadline=None)
def test_a_draw_is_the_first_word_of_its_identitys_block(
    identity: tuple[int, int, int, int, int], seed: int
) -> None:
    person, other, day, decision, block = identity
    key = key_of(seed, 0)
    expected = philox_by_hand(laid_out(*identity), halves(key))[0] >> 1
    assert draw(key, person, other, day, decision, block) == expected


@pytest.mark.parametrize(
    "first", [0, 64, (1 << 32) - 64, 1 << 32, (1 << 32) + 6400, MOST_PEOPLE - 64]
)
@pytest.mark.parametrize(
    ("day", "decision", "block"), [(0, 1, 0), (1, 0, 1), (65535, 65535, 65535)]
)
def test_a_filled_word_is_64_single_blocks(first: int, day: int, decision: int, block: int) -> None:
    key = key_of(5, 3)
    draws = np.full(768, 77, dtype=np.uint32)
    fill(draws, 256, key, first, day, decision, block)
    assert (draws[:256] == 77).all()
    assert (draws[512:] == 77).all()
    for lane in range(64):
        single = philox_by_hand(laid_out(first + lane, 0, day, decision, block), halves(key))
        assert tuple(draws[256 + lane : 512 : 64].tolist()) == single
