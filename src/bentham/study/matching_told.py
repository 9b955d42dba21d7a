"""What history matching found, told: in lines, as JSON, and as a table of what is not ruled out."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np

from bentham.evidence.parameters import parameter
from bentham.study.matching import Matching
from bentham.study.matching_found import Moved

if TYPE_CHECKING:
    import pyarrow as pa

WIDTH = 100
SHOWN = 12
"""How many names a line of text gives; the JSON gives all."""

FEWEST = 20
"""Below so many sets that are not ruled out, what did not move may only not have been seen to."""


def text(found: Matching) -> str:
    """Return what was found in plain lines."""
    lines = [
        f"{found.runs} sets of {len(found.parameters)} parameters against "
        f"{len(found.targets)} target{'s' * (len(found.targets) > 1)}; ruled out beyond "
        f"{found.cutoff:g} standard deviations of any.",
        *(
            f"  wave {k}: {w.share:.1%} kept within {w.level:.3g}; {w.not_ruled_out} of {w.runs} "
            f"within {found.cutoff:g}"
            for k, w in enumerate(found.waves, 1)
        ),
    ]
    lines += _rejected(found) if found.rejected else _kept(found)
    return "\n".join(lines)


def _rejected(found: Matching) -> list[str]:
    gone = found.rejected
    assert gone is not None
    lines = [
        "Nothing is left: with these ranges and rules the structure is rejected, as far as "
        f"{found.runs} sets show. The nearest comes within {gone.nearest:.3g} standard deviations.",
        *(
            f"No set meets '{name}'; the nearest is {far:.3g} standard deviations off."
            for name, far in gone.never
        ),
        *(
            f"'{one}' and '{two}' are each met by some set and by none together; the nearest is "
            f"{far:.3g} standard deviations off one of them."
            for one, two, far in gone.pairs
        ),
    ]
    if not gone.never and not gone.pairs:
        lines.append("Every two targets are met together by some set, and all by none.")
    return lines


def _kept(found: Matching) -> list[str]:
    lines = [
        f"{len(found.sets)} sets are not ruled out: {found.volume:.3g} of the prior's volume "
        f"(relative error at least {found.volume_error:.0%})."
    ]
    if len(found.sets) < FEWEST:
        lines.append(
            f"Fewer than {FEWEST}: too few to say which parameters did not move. Ask for more sets."
        )
    if found.constrained:
        lines.append("Constrained (distance from the prior; chance's bound; middle 90 %):")
        lines += [
            f"  {m.name:<34} {m.distance:4.2f} ({_bound(m)})  {_range(m)}"
            for m in found.constrained
        ]
    else:
        lines.append("No parameter is constrained on its own.")
    if found.pairs:
        lines.append("Cannot be told apart (rank correlation; chance's bound):")
        lines += [
            f"  {p.first} and {p.second}: {p.correlation:+.2f} ({p.bound:.2f})" for p in found.pairs
        ]
    else:
        lines.append("No two parameters trade off beyond sampling error.")
    if found.felt:
        lines += _named("Felt by a target, and not narrowed", found.felt)
    lines += _named("No target was seen to touch", found.untouched)
    return lines


def _bound(m: Moved) -> str:
    return f"{m.bound:4.2f}" if m.distance > m.bound else "passed in an earlier wave"


def _range(m: Moved) -> str:
    p = parameter(m.name)
    if p.choices:
        return " or ".join(p.choices[int(m.low) : int(m.high) + 1])
    return f"{m.low:.3g} to {m.high:.3g} {p.unit} (declared {p.low:g} to {p.high:g})"


def _named(head: str, names: tuple[str, ...]) -> list[str]:
    told = ", ".join(names[:SHOWN]) or "none"
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    said = f"{head} ({len(names)}): {told}{more}."
    return textwrap.wrap(said, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


def as_json(found: Matching) -> dict[str, Any]:
    """Return what was found as a JSON object."""
    gone = found.rejected
    return {
        "runs": found.runs,
        "cutoff": found.cutoff,
        "targets": [{"name": t.name, "value": t.value, "sd": t.sd} for t in found.targets],
        "waves": [
            {
                "runs": w.runs, "level": _number(w.level), "share_kept": w.share,
                "not_ruled_out": w.not_ruled_out,
            }
            for w in found.waves
        ],
        "not_ruled_out": len(found.sets),
        "volume": found.volume,
        "volume_relative_error": found.volume_error,
        "parameters": [
            {
                "name": m.name, "distance": m.distance, "bound": m.bound,
                "constrained": m.constrained, "felt": m.felt, "q05": m.low, "q95": m.high,
            }
            for m in found.moved
        ],
        "cannot_be_told_apart": [
            {"first": p.first, "second": p.second, "rank_correlation": p.correlation,
             "bound": p.bound}
            for p in found.pairs
        ],
        "felt_not_narrowed": list(found.felt),
        "untouched": list(found.untouched),
        "rejected": None if gone is None else {
            "nearest": _number(gone.nearest),
            "never_met": [{"target": n, "nearest": _number(d)} for n, d in gone.never],
            "never_met_together": [
                {"targets": [one, two], "nearest": _number(d)} for one, two, d in gone.pairs
            ],
        },
    }  # fmt: skip


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None


def table(found: Matching) -> pa.Table:
    """Return the sets that are not ruled out: a row each, what was varied, weight, implausibility.

    A variant stands as the name of its choice. What each set gives stands under ``target: NAME``.
    """
    import pyarrow as pa

    columns: dict[str, pa.Array] = {
        "weight": pa.array(found.weights),
        "implausibility": pa.array(found.worst),
    }
    fields = [pa.field(name, column.type) for name, column in columns.items()]
    for p in found.parameters:
        values = [s[p.name] for s in found.sets]
        named = [p.choices[int(x)] for x in values] if p.choices else values
        columns[p.name] = pa.array(named, pa.string() if p.choices else pa.float64())
        fields.append(pa.field(p.name, columns[p.name].type, metadata={"unit": p.unit}))
    for j, t in enumerate(found.targets):
        name = f"target: {t.name}"
        columns[name] = pa.array(found.obtained[:, j])
        fields.append(
            pa.field(name, pa.float64(), metadata={"value": str(t.value), "sd": str(t.sd)})
        )
    about = {"bentham": json.dumps({"schema": "bentham.matching/1", "volume": found.volume})}
    return pa.table(list(columns.values()), schema=pa.schema(fields, metadata=about))
