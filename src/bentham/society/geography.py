"""Places: words of 64 people, wards of 64 words, districts of 64 wards, regions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Geography:
    """Where the words of a society lie; a ward never straddles two regions.

    Parameters
    ----------
    people : int
        Number of people; the last word may be partly empty.
    names : tuple of str
        Names of the regions.
    starts : int64[regions + 1]
        First word of each region, and the number of words.
    """

    people: int
    names: tuple[str, ...]
    starts: Ints

    @property
    def words(self) -> int:
        """Return the number of words."""
        return int(self.starts[-1])

    @cached_property
    def ward_starts(self) -> Ints:
        """Return the first ward of each region, and the number of wards."""
        return _cumulated((np.diff(self.starts) + 63) // 64)

    @cached_property
    def district_starts(self) -> Ints:
        """Return the first district of each region, and the number of districts."""
        return _cumulated((np.diff(self.starts) + 4095) // 4096)

    @cached_property
    def district_words(self) -> Ints:
        """Return the first word of each district, and the number of words."""
        inside = [np.arange(a, b, 4096) for a, b in zip(self.starts, self.starts[1:], strict=False)]
        return np.concatenate((*inside, self.starts[-1:])).astype(np.int64)

    @property
    def wards(self) -> int:
        """Return the number of wards."""
        return int(self.ward_starts[-1])

    @property
    def districts(self) -> int:
        """Return the number of districts."""
        return int(self.district_starts[-1])

    def region_of(self, word: int) -> int:
        """Return the region of a word."""
        return int(np.searchsorted(self.starts, word, side="right")) - 1

    def spans(self, chunk: int) -> list[tuple[int, int, int]]:
        """Return (region, first word, word after the last) for spans of at most `chunk` words."""
        out = []
        for region in range(len(self.names)):
            first, last = int(self.starts[region]), int(self.starts[region + 1])
            out += [(region, w, min(w + chunk, last)) for w in range(first, last, chunk)]
        return out


def laid_out(people: int, regions: list[tuple[str, float]]) -> Geography:
    """Give each region whole words in proportion to its weight, by largest remainder."""
    words = (people + 63) // 64
    total = sum(weight for _, weight in regions)
    exact = [words * weight / total for _, weight in regions]
    given = [int(x) for x in exact]
    by_remainder = sorted(range(len(regions)), key=lambda i: (given[i] - exact[i], i))
    for i in by_remainder[: words - sum(given)]:
        given[i] += 1
    return Geography(
        people, tuple(name for name, _ in regions), _cumulated(np.array(given, dtype=np.int64))
    )


def _cumulated(sizes: Ints) -> Ints:
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
