"""Which worlds are compared: of the same people, for as long, with the same luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bentham.evidence.errors import UsageError
from bentham.study.planning import Plan, plan

BASE, THIRD = "specific-laws", "open-society"
"""What a single scheme is compared with: courts, fines and debts; and no scheme at all."""

SEEDS, DRAWS = 5, 64
"""Repeats with other luck, and draws of the assumptions, by default."""


def planned(names: Sequence[Any], **options: Any) -> list[Plan]:
    """Return the plans of the worlds, once they are known to hold the same people.

    Parameters
    ----------
    names : sequence
        Schemes or scenarios: names, files, or what was loaded. Of a single one the base is
        `BASE`, and `THIRD` comes last.
    options
        As `plan` takes them, the same for all worlds.

    Raises
    ------
    InvalidInput, UsageError
        With one clear message, before anything runs.
    """
    worlds = list(names) if len(names) > 1 else [BASE, *names, THIRD]
    options = {**options, "replicates": _or(options.get("replicates"), SEEDS),
               "assumptions": _or(options.get("assumptions"), DRAWS)}  # fmt: skip
    plans = [plan(each, **options) for each in worlds]
    first = plans[0]
    for other in plans[1:]:
        for name in ("people", "days", "seed"):
            if (here := getattr(other, name)) != (there := getattr(first, name)):
                raise UsageError(
                    f"'{other.name}' has {name} {here:,} and '{first.name}' {there:,}; worlds are "
                    f"compared with the same. Say --{name}."
                )
        if other.society != first.society:
            raise UsageError(
                f"'{other.name}' rules the society '{other.society.id}' and '{first.name}' "
                f"'{first.society.id}'; worlds are compared with the same people. Say --society."
            )
        if (other.arms, first.arms) != ((), ()):
            raise UsageError("A trial compares its own arms; leave `trials` out to compare worlds.")
    if not first.counted:
        raise UsageError("From a thousand million people on nothing is counted: ask fewer.")
    return plans


def labels(names: Sequence[str]) -> list[str]:
    """Return the names, with a number where one comes again."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
