"""Epstein's Run 2 as Mesa runs it, against Mesa itself.

``mesa_sample.parquet`` beside this file holds 200 seeds of Mesa's own example (Apache-2.0), 300
steps each, made by ``benchmarks/mesa_sample.py``; the versions stand in its metadata. Seeds cannot
match between two programs, distributions must.

For each run: the mean share of citizens active and jailed over all steps after the start, the
highest share active, and the mean wait between outbursts of more than 25 actives (the upper
quartile of Mesa's own steps, fixed before ours were run; waits as in `epstein_outbursts`). For each
of the four a two-sample Kolmogorov-Smirnov test and Welch's test of equal means; all eight together
err with chance 1 % if both programs are the same model (Holm).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import stats

from bentham.classics.declaration import Progress
from bentham.classics.epstein_outbursts import outbursts
from bentham.classics.epstein_runs import Settings, column, runs
from bentham.classics.epstein_settings import settings_of
from bentham.evidence.errors import UsageError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SAMPLE = Path(__file__).with_name("mesa_sample.parquet")
FAMILY_ERROR = 0.01
BURST = 25
STATISTICS = {
    "active": "mean share of citizens active",
    "jailed": "mean share of citizens jailed",
    "peak": "highest share active",
    "wait": "mean ticks between outbursts of more than 25",
}


@dataclass(frozen=True)
class Sample:
    """Counts of several seeds, rows are seeds, columns steps after the start."""

    active: Ints
    jailed: Ints
    citizens: Ints
    about: dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One test of one statistic: its means, its p, and p adjusted for the whole family."""

    statistic: str
    test: str
    theirs: float
    ours: float
    p: float
    adjusted: float

    @property
    def differs(self) -> bool:
        """Whether the two programs are told apart."""
        return self.adjusted < FAMILY_ERROR


def sample_of(
    active: Ints, quiet: Ints, jailed: Ints, about: dict[str, str] | None = None
) -> Sample:
    """Return a sample from counts that begin before the first step."""
    citizens = (active + quiet + jailed)[:, 0]
    return Sample(active[:, 1:], jailed[:, 1:], citizens, about or {})


def load_sample(path: Path = SAMPLE) -> Sample:
    """Read the committed sample, or the seeds done so far if `path` is a folder of them.

    Raises
    ------
    UsageError
        There is no such file.
    """
    if path.is_dir():
        done = [json.loads(f.read_text(encoding="utf-8")) for f in sorted(path.glob("*.json"))]
        names = ("active", "quiet", "arrested")
        active, quiet, jailed = (np.array([run[name] for run in done]) for name in names)
        return sample_of(active, quiet, jailed)
    if not path.exists():
        raise UsageError(f"{path} is missing: benchmarks/mesa_sample.py makes it")
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    seeds = len(np.unique(table["seed"].to_numpy()))
    order = np.lexsort((table["step"].to_numpy(), table["seed"].to_numpy()))
    active, quiet, jailed = (
        table[name].to_numpy()[order].reshape(seeds, -1).astype(np.int64)
        for name in ("active", "quiet", "arrested")
    )
    about = {k.decode(): v.decode() for k, v in (table.schema.metadata or {}).items()}
    return sample_of(active, quiet, jailed, about)


def our_sample(
    seeds: int = 200,
    settings: Settings | None = None,
    first: int = 1,
    progress: Progress | None = None,
) -> Sample:
    """Return the same from our runs, under preset ``mesa`` unless other settings are given."""
    counts = runs(settings or settings_of("mesa"), seeds, first, progress)
    active, jailed = column(counts, "active"), column(counts, "jailed")
    citizens = (active + jailed + column(counts, "quiet"))[:, 0]
    return Sample(active, jailed, citizens, {})


def statistics(sample: Sample) -> dict[str, Floats]:
    """Return the four statistics of each run; a run with fewer than two outbursts has no wait."""
    waits = [outbursts(active, BURST).waits for active in sample.active]
    return {
        "active": sample.active.mean(axis=1) / sample.citizens,
        "jailed": sample.jailed.mean(axis=1) / sample.citizens,
        "peak": sample.active.max(axis=1) / sample.citizens,
        "wait": np.array([float(w.mean()) for w in waits if len(w)]),
    }


def compare(theirs: Sample, ours: Sample) -> tuple[Difference, ...]:
    """Compare two samples by eight tests, their p-values adjusted by Holm's method."""
    found = []
    a, b = statistics(theirs), statistics(ours)
    for name in STATISTICS:
        means = (float(np.mean(a[name])), float(np.mean(b[name]))) if len(b[name]) else (0.0, 0.0)
        if min(len(a[name]), len(b[name])) < 2:  # no outbursts to wait between: as unlike as can be
            found += [(name, "Kolmogorov-Smirnov", *means, 0.0), (name, "Welch", *means, 0.0)]
            continue
        apart = float(stats.ks_2samp(a[name], b[name])[1])
        found.append((name, "Kolmogorov-Smirnov", *means, apart))
        welch = float(stats.ttest_ind(a[name], b[name], equal_var=False)[1])
        found.append((name, "Welch", *means, welch))
    adjusted = _holm([row[-1] for row in found])
    return tuple(Difference(*row, p) for row, p in zip(found, adjusted, strict=True))


def compare_with_mesa(
    sample: Path | Sample = SAMPLE,
    seeds: int = 200,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> tuple[Difference, ...]:
    """Compare Mesa's sample with as many of our runs as `seeds` says."""
    theirs = load_sample(sample) if isinstance(sample, Path) else sample
    return compare(theirs, our_sample(seeds, settings, progress=progress))


def _holm(p: list[float]) -> list[float]:
    """Return p-values adjusted so that the smallest below an error rate means just that rate."""
    order = np.argsort(p)
    adjusted = np.empty(len(p))
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p) - rank) * p[i]))
        adjusted[i] = highest
    return [float(x) for x in adjusted]
