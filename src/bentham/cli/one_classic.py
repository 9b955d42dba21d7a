"""`bentham reproduce NAME`: one published model, held against its numbers and closed forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from bentham.cli.progress import reported
from bentham.cli.screen import put_json, put_table, say
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.classics.declaration import Classic, Reproduction

MISSED = 4
"""Exit code when a verification row, or a check of a published model, does not hold."""


def reproduce_one(
    name: str,
    preset: str | None,
    variant: str | None,
    settings: list[str],
    seed: int,
    seeds: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Run a published model as asked and print what was held against it."""
    from bentham.classics import load

    classic = load(name)
    with reported(quiet or as_json) as progress:
        found = classic.reproduce(preset, variant, _changes(settings), seed, seeds, progress)
    if as_json:
        put_json(_as_json(classic, found))
    else:
        _print(classic, found)
    if not found.holds:
        raise typer.Exit(MISSED)


def _changes(settings: list[str]) -> dict[str, str]:
    changes = {}
    for each in settings:
        name, sign, value = each.partition("=")
        if not sign:
            raise UsageError(f"--set takes NAME=VALUE, not '{each}'")
        changes[name.strip()] = value.strip()
    return changes


def _print(classic: Classic, found: Reproduction) -> None:
    say(f"{classic.title} ({classic.source})")
    say(f"Preset {found.preset}, variant {found.variant}. Invented people, a published model.")
    say()
    for sentence in found.sentences:
        say(sentence)
    say()
    put_table(
        (
            ("", "whole"), ("statement", "left"), ("published", "left"), ("obtained", "right"),
            ("bounds", "right"), ("error", "left"),
        ),
        (
            (
                "holds" if c.holds else "MISSED", c.statement, f"{c.published} [{c.tag}]",
                f"{c.obtained:.6g} {c.unit}".strip(), f"{c.low:.6g} to {c.high:.6g}", c.error,
            )
            for c in found.checks
        ),
    )  # fmt: skip
    if classic.departures:
        say("Departures from the paper:")
        for departure in classic.departures:
            say(f"- {departure}")


def _finite(value: float) -> float | None:
    return value if value - value == 0 else None


def _as_json(classic: Classic, found: Reproduction) -> dict[str, Any]:
    return {
        "schema": "bentham.reproduce.classic/1",
        "classic": classic.name,
        "source": classic.source,
        "preset": found.preset,
        "variant": found.variant,
        "settings": dict(found.settings),
        "seeds": found.seeds,
        "sentences": list(found.sentences),
        "checks": [
            {
                "id": c.id, "statement": c.statement, "published": c.published,
                "obtained": _finite(c.obtained), "low": _finite(c.low), "high": _finite(c.high),
                "unit": c.unit, "source": c.source, "tag": c.tag, "formula": c.formula,
                "error": c.error, "holds": c.holds,
            }
            for c in found.checks
        ],
        "departures": list(classic.departures),
    }  # fmt: skip
