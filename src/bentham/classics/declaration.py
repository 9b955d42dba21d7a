"""What a published model declares, and what holding it against its paper returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from bentham.evidence.errors import UsageError, unknown

Floats = npt.NDArray[np.float64]
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One number or word of a published model.

    Parameters
    ----------
    name, symbol : str
        Ours, and the paper's.
    default : float or str
        A word where `choices` are given.
    low, high : float
        Bounds of what may be asked for; not used where `choices` are given.
    unit, tag, source, help : str
        As in the parameter registry: tag S read at source, Q quoted, M from memory, C computed,
        A assumed.
    choices : tuple of str
        What may stand here, where it is a word.
    """

    name: str
    symbol: str
    default: float | str
    low: float
    high: float
    unit: str
    tag: str
    source: str
    help: str
    choices: tuple[str, ...] = ()


def assumed(
    name: str, symbol: str, default: float, low: float, high: float, help_: str, unit: str
) -> Setting:
    """Return the setting of a number for which no source was found."""
    return Setting(name, symbol, default, low, high, unit, "A", "no source", help_)


@dataclass(frozen=True, slots=True)
class Check:
    """One published number or closed form, and what the model gives.

    Parameters
    ----------
    id, statement : str
        Which one, and in words.
    published : str
        As it is published, for people.
    obtained : float
        What the model gives.
    low, high : float
        Bounds fixed before the first run; infinite on an open side.
    unit, source, tag : str
        Of the published number.
    formula : str
        The closed form, if it has one.
    error : str
        Where the bounds come from: ``exact``, or how many standard errors at which error rate.
    """

    id: str
    statement: str
    published: str
    obtained: float
    low: float
    high: float
    unit: str
    source: str
    tag: str
    formula: str = ""
    error: str = "exact"

    @property
    def holds(self) -> bool:
        """Whether the obtained value lies inside its bounds."""
        return bool(self.low <= self.obtained <= self.high)


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a figure: y over x, with the names of both axes."""

    name: str
    x_name: str
    y_name: str
    x: Sequence[float]
    y: Sequence[float]


@dataclass(frozen=True)
class Reproduction:
    """What one classic gave under one preset and variant.

    Parameters
    ----------
    classic, preset, variant : str
        What was run.
    settings : mapping
        Every number and word that it ran with.
    seeds : int
        How many, 0 where nothing is drawn.
    sentences : tuple of str
        What came out, in plain words.
    checks : tuple of Check
        What was held against the paper.
    series : tuple of Series
        What a figure shows.
    """

    classic: str
    preset: str
    variant: str
    settings: Mapping[str, float | str]
    seeds: int
    sentences: tuple[str, ...]
    checks: tuple[Check, ...]
    series: tuple[Series, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every check holds."""
        return all(check.holds for check in self.checks)


@dataclass(frozen=True)
class Request:
    """What is asked of a classic: settings by name, seeds, and where progress is told."""

    preset: str
    variant: str
    settings: Mapping[str, float | str]
    seed: int = 1
    seeds: int | None = None
    progress: Progress | None = None

    def number(self, name: str) -> float:
        """Return a setting that is a number."""
        return float(self.settings[name])

    def whole(self, name: str) -> int:
        """Return a setting that is a whole number."""
        return int(float(self.settings[name]))

    def word(self, name: str) -> str:
        """Return a setting that is a word."""
        return str(self.settings[name])


@dataclass(frozen=True)
class Classic:
    """The declaration of one published model.

    Parameters
    ----------
    name, title, source : str
        Ours; what it is, in a few words; the paper.
    rules : tuple of str
        The rules, in the paper's words and symbols.
    departures : tuple of str
        Where the file departs from the paper, and why.
    settings : tuple of Setting
        All numbers and words, with their evidence.
    presets, variants : mapping
        Name to the settings that it changes; the first of each is the default.
    hold : callable
        Runs the model as requested and holds it against its published numbers.
    """

    name: str
    title: str
    source: str
    rules: tuple[str, ...]
    departures: tuple[str, ...]
    settings: tuple[Setting, ...]
    hold: Callable[[Request], Reproduction]
    presets: Mapping[str, Mapping[str, float | str]] = field(
        default_factory=lambda: {"published": {}}
    )
    variants: Mapping[str, Mapping[str, float | str]] = field(default_factory=lambda: {"paper": {}})

    def reproduce(
        self,
        preset: str | None = None,
        variant: str | None = None,
        changes: Mapping[str, Any] | None = None,
        seed: int = 1,
        seeds: int | None = None,
        progress: Progress | None = None,
    ) -> Reproduction:
        """Check what is asked for, run the model, and hold it against its paper.

        Raises
        ------
        UsageError
            A preset, variant, setting or value that the model does not have.
        """
        preset = next(iter(self.presets)) if preset is None else preset
        variant = next(iter(self.variants)) if variant is None else variant
        settings: dict[str, float | str] = {s.name: s.default for s in self.settings}
        settings |= _found(self.presets, preset, f"{self.name} has no preset")
        settings |= _found(self.variants, variant, f"{self.name} has no variant")
        by_name = {s.name: s for s in self.settings}
        for name, value in (changes or {}).items():
            settings[name] = _value(_found(by_name, name, f"{self.name} has no setting"), value)
        if seeds is not None and seeds < 1:
            raise UsageError("at least one seed is needed")
        return self.hold(Request(preset, variant, settings, seed, seeds, progress))


def _found(where: Mapping[str, Any], name: str, lacking: str) -> Any:
    if name in where:
        return where[name]
    raise unknown(lacking, name, where)


def _value(setting: Setting, given: Any) -> float | str:
    if setting.choices:
        found: str = _found(dict.fromkeys(setting.choices, given), str(given), "no choice called")
        return str(found)
    try:
        value = float(given)
    except (TypeError, ValueError):
        raise UsageError(f"{setting.name} takes a number, not '{given}'") from None
    if not setting.low <= value <= setting.high:
        raise UsageError(
            f"{setting.name} lies between {setting.low:g} and {setting.high:g}, not {value:g}"
        )
    return value
