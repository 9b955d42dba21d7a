"""The compiled numbers of a world by their names; they are given here, not tested."""

from __future__ import annotations

from bentham.day.person import SYSTEMS
from bentham.day.settings import SETTINGS, TABLES, setting, table
from bentham.engine.compiling import World
from bentham.evidence.acts import number
from bentham.evidence.parameters import PARAMETERS

CRITICISM, PROTEST = number("criticism"), number("protest")


class Law:
    """Numbers, settings and tables of one row of a world."""

    def __init__(self, world: World) -> None:
        self._numbers: list[int] = world.numbers[0].tolist()
        tables: list[int] = world.tables[0].tolist()
        self._parameter = {each.name: i for i, each in enumerate(PARAMETERS)}
        self._table = {
            name: tables[table(name) : table(name) + length] for name, length in TABLES.items()
        }
        self._setting = {name: self._numbers[setting(name)] for name in SETTINGS}
        self._on = {name for i, name in enumerate(SYSTEMS) if self.setting("SYSTEMS") >> i & 1}

    def on(self, system: str) -> bool:
        """Whether a system is switched on."""
        return system in self._on

    def __getitem__(self, parameter: str) -> int:
        return self._numbers[self._parameter[parameter]]

    def setting(self, name: str) -> int:
        """Return a setting that the scheme compiles to."""
        return self._setting[name]

    def table(self, name: str) -> list[int]:
        """Return a table."""
        return self._table[name]

    @property
    def doubled(self) -> int:
        """2 if only half of the people decide on a day, at doubled rates; else 1."""
        return 2 if self["society.cadence"] == 1 else 1
