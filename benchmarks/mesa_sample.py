"""Make the sample of Mesa's Epstein example that Bentham is compared with.

Needs `mesa` and `pyarrow`; imports nothing of Bentham, since Mesa changes how processes start.
Two hundred seeds of 300 steps take about two hours of one core, once::

    python benchmarks/mesa_sample.py --seeds 1-200 --workers 2 \
        --out src/bentham/classics/mesa_sample.parquet

The model is Mesa's own example, unchanged (Apache-2.0), with the settings of Epstein's Run 2. One
row per seed and step: how many citizens are active, quiet and jailed. The seconds that each seed
took, and the versions, stand in the file's metadata. Seeds that are done are kept in a folder
beside the output until all are, so an interruption loses little.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

SETTINGS = {
    "width": 40,
    "height": 40,
    "citizen_density": 0.7,
    "cop_density": 0.04,
    "citizen_vision": 7,
    "cop_vision": 7,
    "legitimacy": 0.82,
    "max_jail_term": 30,
    "active_threshold": 0.1,
    "arrest_prob_constant": 2.3,
    "movement": True,
}
STEPS = 300


def one_seed(seed: int) -> dict[str, object]:
    """Run Mesa's example once and return its counts before the first step and after each."""
    from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence

    model = EpsteinCivilViolence(seed=seed, max_iters=STEPS, **SETTINGS)
    start = time.perf_counter()
    for _ in range(STEPS):
        model.step()
    seconds = time.perf_counter() - start
    counts = model.datacollector.get_model_vars_dataframe()
    return {
        "seed": seed,
        "seconds": round(seconds, 2),
        **{state: [int(x) for x in counts[state]] for state in ("active", "quiet", "arrested")},
    }


def kept_or_run(seed_and_folder: tuple[int, str]) -> dict[str, object]:
    """Return a seed's counts, from the folder if they are there already."""
    seed, folder = seed_and_folder
    file = Path(folder, f"{seed}.json")
    if not file.exists():
        unfinished = file.with_suffix(".part")
        unfinished.write_text(json.dumps(one_seed(seed)), encoding="utf-8")
        unfinished.rename(file)
    return json.loads(file.read_text(encoding="utf-8"))


def write(runs: list[dict[str, object]], out: Path) -> None:
    """Write all seeds as one table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: dict[str, list[int]] = {
        name: [] for name in ("seed", "step", "active", "quiet", "arrested")
    }
    for run in runs:
        length = len(run["active"])
        columns["seed"] += [run["seed"]] * length
        columns["step"] += list(range(length))
        for state in ("active", "quiet", "arrested"):
            columns[state] += run[state]
    about = {
        "made_by": "benchmarks/mesa_sample.py",
        "model": "mesa.examples.advanced.epstein_civil_violence (Apache-2.0)",
        "settings": json.dumps(SETTINGS),
        "versions": json.dumps(
            {
                "mesa": version("mesa"),
                "numpy": version("numpy"),
                "python": platform.python_version(),
            }
        ),
        "seconds": json.dumps({run["seed"]: run["seconds"] for run in runs}),
    }
    table = pa.table({name: pa.array(values, pa.int32()) for name, values in columns.items()})
    pq.write_table(table.replace_schema_metadata(about), out, compression="zstd")


def main() -> int:
    """Read the command line and make the sample."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seeds", default="1-200", help="first-last")
    words.add_argument("--workers", type=int, default=1)
    words.add_argument("--out", type=Path, required=True)
    given = words.parse_args()
    first, last = (int(x) for x in given.seeds.split("-"))
    folder = given.out.with_suffix(".seeds")
    folder.mkdir(parents=True, exist_ok=True)
    todo = [(seed, str(folder)) for seed in range(first, last + 1)]
    runs = []
    # A process for each seed: the example's models are never freed, and slow each other down.
    with multiprocessing.get_context("spawn").Pool(given.workers, maxtasksperchild=1) as pool:
        for run in pool.imap(kept_or_run, todo, chunksize=1):
            runs.append(run)
            print(f"seed {run['seed']}: {run['seconds']} s", file=sys.stderr, flush=True)
    write(runs, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
