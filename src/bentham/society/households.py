"""Households: 256 sampled templates of a word's 64 people, with ages and roles.

A word takes one template by a hash, so children live with parents and nobody's household is
stored. Sizes follow a distribution with mean 2.6 (about the Chinese census of 2020, from memory);
ages and roles are assumed. The templates are the same for all seeds: they are part of what a
society *is*, not of luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

TEMPLATES = 256
SIZES = (0.254, 0.297, 0.210, 0.132, 0.062, 0.045)
"""Shares of households of 1 to 6 people; evidence tag M."""

SINGLE, PARTNER, OWN_CHILD, ELDER = range(4)


@dataclass(frozen=True)
class Templates:
    """The sampled words.

    Parameters
    ----------
    head, size, age, role : uint8[256 * 64]
        First lane of the household, its size, age in years, role in it.
    adult, male, parent, child : uint64[256]
        Masks of lanes.
    """

    head: npt.NDArray[np.uint8]
    size: npt.NDArray[np.uint8]
    age: npt.NDArray[np.uint8]
    role: npt.NDArray[np.uint8]
    adult: npt.NDArray[np.uint64]
    male: npt.NDArray[np.uint64]
    parent: npt.NDArray[np.uint64]
    child: npt.NDArray[np.uint64]


class _Dice:
    """Uniform draws from raw bits, whose stream NumPy guarantees never to change."""

    def __init__(self, seed: int) -> None:
        self.raw = iter(np.random.PCG64(seed).random_raw(1 << 17).tolist())

    def share(self) -> float:
        return float(next(self.raw) >> 11) / float(1 << 53)

    def between(self, low: int, high: int) -> int:
        return low + int(self.share() * (high - low + 1))


def _members(size: int, dice: _Dice) -> list[tuple[int, int, bool]]:
    """Return (age, role, male) of one household's people, oldest generation last."""
    if size == 1:
        return [(dice.between(20, 88), SINGLE, dice.share() < 0.5)]
    single_parent = dice.share() < 0.12
    age = dice.between(22, 80) if size == 2 and not single_parent else dice.between(26, 62)
    people = [(age, PARTNER, dice.share() < 0.5)]
    if not single_parent:
        spouse = max(20, age + dice.between(-5, 5))
        people.append((spouse, PARTNER, not people[0][2]))
    elders = 0
    if size >= 4 and age < 60 and dice.share() < 0.5:
        elders = min(size - len(people) - 1, dice.between(1, 2))
    youngest_parent = min(p[0] for p in people)
    while len(people) < size - elders:
        oldest_child = max(0, min(30, youngest_parent - 20))
        people.append((dice.between(0, oldest_child), OWN_CHILD, dice.share() < 0.5))
    people += [
        (min(95, age + dice.between(21, 33)), ELDER, dice.share() < 0.45) for _ in range(elders)
    ]
    return people


@cache
def templates() -> Templates:
    """Return the 256 templates; each word is filled exactly, the last household taking the rest."""
    dice = _Dice(20_261_123)
    lanes = {n: np.zeros((TEMPLATES, 64), dtype=np.uint8) for n in ("head", "size", "age", "role")}
    masks = {n: np.zeros(TEMPLATES, dtype=np.uint64) for n in ("adult", "male", "parent", "child")}
    cumulated = np.cumsum(SIZES)
    for k in range(TEMPLATES):
        lane = 0
        while lane < 64:
            wanted = int(np.searchsorted(cumulated, dice.share() * cumulated[-1], side="right")) + 1
            size = min(wanted, 64 - lane)
            people = _members(size, dice)
            has_child = any(role == OWN_CHILD for _, role, _ in people)
            for i, (age, role, male) in enumerate(people):
                bit = np.uint64(1 << (lane + i))
                lanes["head"][k, lane + i] = lane
                lanes["size"][k, lane + i] = size
                lanes["age"][k, lane + i] = age
                lanes["role"][k, lane + i] = role
                is_adult = age >= 18
                masks["adult"][k] |= bit if is_adult else np.uint64(0)
                masks["male"][k] |= bit if male else np.uint64(0)
                masks["parent"][k] |= bit if role == PARTNER and has_child else np.uint64(0)
                masks["child"][k] |= bit if role == OWN_CHILD else np.uint64(0)
            lane += size
    return Templates(
        lanes["head"].reshape(-1), lanes["size"].reshape(-1), lanes["age"].reshape(-1),
        lanes["role"].reshape(-1), masks["adult"], masks["male"], masks["parent"], masks["child"],
    )  # fmt: skip
