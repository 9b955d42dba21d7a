"""Chance: Philox, the draws of a decision, splitmix64."""

from __future__ import annotations

import hashlib
from functools import cache

from bentham.chance import decisions

BITS_32 = 0xFFFFFFFF
BITS_64 = 0xFFFFFFFFFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15


def philox(counter: tuple[int, int, int, int], key: int) -> tuple[int, int, int, int]:
    """Return one block of Philox4x32-10."""
    c0, c1, c2, c3 = counter
    for k0, k1 in round_keys(key):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1 = (p1 >> 32) ^ c1 ^ k0, p1 & 0xFFFFFFFF
        c2, c3 = (p0 >> 32) ^ c3 ^ k1, p0 & 0xFFFFFFFF
    return c0, c1, c2, c3


@cache
def round_keys(key: int) -> tuple[tuple[int, int], ...]:
    """Return the two halves of the key in each of the ten rounds."""
    k0, k1 = key & BITS_32, key >> 32
    return tuple(
        ((k0 + i * 0x9E3779B9) & BITS_32, (k1 + i * 0xBB67AE85) & BITS_32) for i in range(10)
    )


def mixed(x: int) -> int:
    """Return the splitmix64 finaliser."""
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & BITS_64
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & BITS_64
    return x ^ (x >> 31)


def hashed(key: int, *numbers: int) -> int:
    """Return 64 hashed bits of some integers under a key."""
    for number in numbers:
        key = mixed((key + GOLDEN * (number + 1)) & BITS_64)
    return key


def rounded(value: int, draw: int) -> int:
    """Round value / 2^16 down, or up with a chance equal to its fraction; draw in [0, 2^16)."""
    whole, rest = divmod(value, 65536)
    return whole + (1 if rest + draw >= 65536 else 0)


def clamped(value: int, low: int, high: int) -> int:
    """Return `value`, or the bound that it passes."""
    if value < low:
        return low
    return high if value > high else value


class Luck:
    """All draws of one replicate."""

    def __init__(self, seed: int, replicate: int) -> None:
        text = f"bentham key 1|{seed}|{replicate}"
        self.key = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
        self._blocks: dict[tuple[int, int, int, int], tuple[int, int, int, int]] = {}

    def block(self, who: int, day: int, decision: int, number: int) -> tuple[int, int, int, int]:
        """Return a block of a person, neighbourhood or ward; kept, since it is asked for again."""
        asked = (who, day, int(decision), number)
        if asked not in self._blocks:
            counter = (who & BITS_32, (who >> 32) << 24 | number, 0, day << 16 | int(decision))
            self._blocks[asked] = philox(counter, self.key)
        return self._blocks[asked]

    def new_day(self) -> None:
        """Forget the blocks kept."""
        self._blocks.clear()

    def rare(self, who: int, day: int, decision: int, number: int = 0) -> int:
        """Return the draw of a rare follow-up, in [0, 2^31)."""
        return self.block(who, day, decision, number)[0] >> 1

    def pair(self, one: int, other: int, day: int, decision: int, number: int = 0) -> int:
        """Return a draw that belongs to two people in this order, in [0, 2^31)."""
        high = (other >> 32) << 16 | (one >> 32) << 24
        counter = (one & BITS_32, high | number, other & BITS_32, day << 16 | int(decision))
        return philox(counter, self.key)[0] >> 1

    def daily(self, who: int, day: int, code: int) -> int:
        """Return a person's draw of a decision of every day."""
        return self._lane(who, day, decisions.DAILY, code)

    def static(self, who: int, code: int) -> int:
        """Return a person's draw of a trait."""
        return self._lane(who, 0, decisions.STATIC, code)

    def _lane(self, who: int, day: int, decision: int, code: int) -> int:
        code = int(code)
        row = (code & 0xFFFF) // 64
        word = self.block(who, day, decision, row // 4)[row % 4]
        return (word >> (code >> 16 & 0xFF)) & (code >> 24)
