"""Where people live, who they are, and whom they see."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt
from pathlib import Path

from bentham.chance import decisions as d
from bentham.engine.compiling import World
from bentham.society.fields import Society
from bentham.society.households import OWN_CHILD, PARTNER, templates
from bentham.society.traits import SCALARS, TABLES
from naive.chance import GOLDEN, Luck, hashed, mixed

LAYERS, MEETINGS = 4, 4
KIN, NAMESAKES = 0, 8
"""Layers of far ties: kin elsewhere; and one that joins people who bear the same name."""


@dataclass(frozen=True)
class Traits:
    """What never changes about a person."""

    adult: bool
    parent: bool
    household: frozenset[int]  # everybody in it, oneself too
    anchor: int
    own_cost: int
    aversion: int
    occasions: int
    conduct: int
    travel: int
    class_: int
    income: int
    threshold: int
    motive: int
    self_censor: int
    urban: bool
    covered: bool
    knows: bool
    minor: bool
    demand: int
    evader: int
    face: int
    favour: int
    informant: bool
    caller: bool
    wanted: bool


class Town:
    """The people of a society, their places and their ties."""

    def __init__(self, world: World, society: Society, people: int, luck: Luck) -> None:
        self.people = range(people)
        self.visible = range(people - society.isolated)
        self.luck = luck
        self.words = (people + 63) // 64
        self._lay_out(society)
        table = world.traits.tolist()
        n = (len(table) - len(SCALARS)) // len(TABLES)
        self._quantiles = {name: table[i * n : (i + 1) * n] for i, name in enumerate(TABLES)}
        self._shares = dict(zip(SCALARS, table[n * len(TABLES) :], strict=True))
        self.traits = {who: self._traits(who) for who in self.people}
        orders = {layer: self._permutation(layer) for layer in (*range(LAYERS), NAMESAKES)}
        self._tied = {who: self._ties(who, orders) for who in self.people}
        self.graph = None if society.ties is None else self._graph(Path(society.ties))

    def _lay_out(self, society: Society) -> None:
        """Give regions whole words by largest remainder, and number wards and districts."""
        total = sum(region.weight for region in society.regions)
        exact = [self.words * region.weight / total for region in society.regions]
        given = [int(share) for share in exact]
        while sum(given) < self.words:
            largest = max(range(len(given)), key=lambda i: (exact[i] - int(exact[i]), -i))
            given[largest] += 1
            exact[largest] = float(int(exact[largest]))
        self.region: list[int] = []
        self.ward: list[int] = []
        self.district: list[int] = []
        for region, size in enumerate(given):
            ward, district = len(set(self.ward)), len(set(self.district))
            self.region += [region] * size
            self.ward += [ward + i // 64 for i in range(size)]
            self.district += [district + i // 4096 for i in range(size)]
        self.wards, self.districts = range(len(set(self.ward))), range(len(set(self.district)))

    def _traits(self, who: int) -> Traits:
        word, lane = who // 64, who % 64
        place = self.luck.block(word, 0, d.WORD, 0)
        homes, row = templates(), 64 * (place[0] % 256)
        head, size = int(homes.head[row + lane]), int(homes.size[row + lane])
        lanes = range(head, head + size)
        adult = int(homes.age[row + lane]) >= 18
        has_child = any(homes.role[row + i] == OWN_CHILD for i in lanes)

        def drawn(name: str, of: int = who) -> int:
            return self.luck.static(of, getattr(d, f"TRAIT_{name}"))

        def looked_up(name: str, table: str | None = None) -> int:
            return self._quantiles[table or name][drawn(name) // 64]

        # One class a household: that of the place, or the household's own draw.
        first = 64 * word + head
        by_place = drawn("SORTED", first) < self._shares["sorting"]
        standing = place[1] >> 16 if by_place else drawn("CLASS", first)
        class_, informants = 0, self._shares["informants"]
        if standing >= self._shares["well_off_from"]:
            class_ = 2
        elif standing >= self._shares["middle_from"]:
            class_ = 1
        return Traits(
            adult=adult,
            parent=has_child and int(homes.role[row + lane]) == PARTNER,
            household=frozenset(64 * word + i for i in lanes if 64 * word + i in self.people),
            anchor=looked_up("ANCHOR"),
            own_cost=looked_up("OWN_COST"),
            aversion=drawn("AVERSION") // 4,
            occasions=looked_up("OCCASIONS"),
            conduct=looked_up("CONDUCT"),
            travel=looked_up("TRAVEL"),
            class_=class_,
            income=looked_up("INCOME", f"INCOME_{class_}"),
            threshold=looked_up("THRESHOLD"),
            motive=looked_up("MOTIVE"),
            self_censor=drawn("SELF_CENSOR") // 4,
            urban=place[2] >> 16 < self._shares["urban_share"],
            covered=adult and drawn("COVERED") < self._shares["coverage"],
            knows=adult and drawn("AWARE") < self._shares["known"],
            minor=not adult,
            demand=looked_up("DEMAND"),
            evader=drawn("EVADER"),
            face=drawn("FACE") // 64,
            favour=self._quantiles["FAVOUR"][drawn("FAVOUR", first) // 64],  # the household's
            informant=adult and drawn("ROLE") < informants,
            caller=adult and informants <= drawn("ROLE") < informants + self._shares["callers"],
            wanted=adult and drawn("WANTED") < self._shares["wanted"],
        )

    def _permutation(self, layer: int) -> list[int]:
        """Return P_k as a table: four Feistel rounds on a square, walked on into the words."""
        side = max(2, isqrt(max(self.words, 1) - 1) + 1)

        def once(x: int) -> int:
            left, right = divmod(x, side)
            for round_ in range(4):
                turn = mixed(
                    self.luck.key
                    ^ (GOLDEN * ((right << 16) + (layer << 8) + round_ + 1) % (1 << 64))
                )
                left, right = right, (left + ((turn >> 32) * side >> 32)) % side
            return left * side + right

        table = []
        for word in range(self.words):
            x = once(word)
            while x >= self.words:
                x = once(x)
            table.append(x)
        assert sorted(table) == list(range(self.words))
        return table

    def _ties(self, who: int, orders: dict[int, list[int]]) -> dict[int, int]:
        """Return a person's tie in each layer in which there is one, alive or not."""
        out = {}
        word, lane = who // 64, who % 64
        for layer, order in orders.items():
            opposite = order[word] ^ 1
            if opposite >= self.words:
                continue
            other = order.index(opposite)
            low, high = sorted((word, other))
            bits = hashed(self.luck.key, layer + 64, low, high)
            shift = bits % 64
            used = mixed(bits ^ GOLDEN) | mixed((bits + GOLDEN) % (1 << 64))
            # The mask is that of the lower word's lanes.
            if used >> (lane if word == low else lane ^ shift) & 1:
                out[layer] = 64 * other + (lane ^ shift)
        return out

    def _graph(self, path: Path) -> dict[int, set[int]]:
        graph: dict[int, set[int]] = {who: set() for who in self.people}
        for line in path.read_text().splitlines():
            a, b = map(int, line.split())
            graph[a].add(b)
            graph[b].add(a)
        return graph

    def far(self, who: int) -> dict[int, int]:
        """Return whom a person sees elsewhere, by layer."""
        if self.graph is not None:
            return {}
        return {
            layer: other
            for layer, other in self._tied[who].items()
            if layer != NAMESAKES and other in self.visible
        }

    def namesake(self, who: int) -> int | None:
        """Return the person who bears the same name, if there is one whom others can see."""
        other = self._tied[who].get(NAMESAKES)
        return other if self.graph is None and other in self.visible else None

    def housemates(self, who: int) -> list[int]:
        """Return the others in the household whom one can see."""
        home = self.traits[who].household
        return sorted(other for other in home if other != who and other in self.visible)

    def kin(self, who: int) -> set[int]:
        """Return the kin whom a person can see: at home, and elsewhere."""
        if self.graph is not None:
            return set()
        elsewhere = {other for layer, other in self.far(who).items() if layer == KIN}
        return elsewhere | set(self.housemates(who))

    def met(self, who: int, day: int) -> list[int | None]:
        """Return whom a person meets today, four times; None is nobody, or somebody unseen."""
        if self.graph is not None:
            return [None] * MEETINGS
        word, lane = who // 64, who % 64
        bits = hashed(self.luck.key, 256, word, day)
        met = [64 * word + (lane ^ ((bits >> 6 * k) % 64 or 1)) for k in range(MEETINGS)]
        return [other if other in self.visible else None for other in met]

    def contacts(self, who: int, day: int) -> list[int]:
        """Return the people whom a person sees today; one met twice stands here twice."""
        if self.graph is not None:
            return [other for other in sorted(self.graph[who]) if other in self.visible]
        met = [other for other in self.met(who, day) if other is not None]
        return self.housemates(who) + met + list(self.far(who).values())
