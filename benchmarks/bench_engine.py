"""How fast the day is, what a person weighs, how long compiling and starting take.

Run by ``make bench``; prints a table and judges nothing. Every figure is from this run, on this
machine; ratios within one run are what to quote.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bentham.cli.machine import memory
from bentham.day.person import SYSTEMS
from bentham.engine.clock import run_replicate
from bentham.engine.compiling import World, world_of
from bentham.scheme.loading import load as load_scheme
from bentham.society.loading import load as load_society
from bentham.study.assumptions import defaults
from bentham.study.simulate import available_threads

SIZES = {100_000: 100, 1_000_000: 30, 10_000_000: 5}
GROWTH = {10**4: 500, 10**5: 100, 10**6: 20, 10**7: 4, 10**8: 1, 10**9: 1}
"""People, and days that give a time worth stating."""

SCHEMES = ("municipal-points", "defaulter-list", "speech-points", "whole-system")
LEFT_OUT_PEOPLE, LEFT_OUT_DAYS = 1_000_000, 10
REPEATS = 3
BYTES = 15
"""Bytes a person that a whole system takes at most."""

START = """
import time; t = time.perf_counter()
{body}
print(time.perf_counter() - t)
"""
ONE_LINE = """
import numba, sys, os
numba.config.CACHE_DIR = os.environ["BENTHAM_CACHE"]
sys.path.insert(0, os.environ["BENTHAM_CACHE"])
from one_line import f
f(1)
"""
FIRST_DAY = """
from bentham.study.simulate import carried_out, plan
class Begun(Exception): pass
def told(what, done, total): raise Begun
try: carried_out(plan("municipal-points", people=1000, days=2, threads=1), told)
except Begun: pass
"""


def compiled(name: str, off: tuple[str, ...] = ()) -> World:
    """Return a world of a preset in the city."""
    scheme = load_scheme(name)
    return world_of(scheme, load_society("city"), {**defaults(), **scheme.settings()}, off)


def speed(world: World, people: int, days: int, threads: int) -> tuple[float, float]:
    """Return the median of million person-days a second, and bytes per person."""
    rates = []
    weight = 0.0
    for _ in range(REPEATS):
        history = run_replicate(world, load_society("city"), people, days, 1, threads=threads)
        rates.append(people * days / history.simulate / 1e6)
        weight = history.bytes_per_person
    return statistics.median(rates), weight


def seconds(body: str, cache: str) -> float:
    """Return the seconds a fresh process needs for a program, as the process itself counts them."""
    # As on a user's machine, where Python keeps the bytecode of what it imports.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["BENTHAM_CACHE"] = cache
    done = subprocess.run(
        [sys.executable, "-c", START.format(body=body)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout.split()[-1])


def test_engine() -> None:
    """Print the tables."""
    threads = available_threads()
    print(f"\n{platform.processor() or platform.machine()}, {threads} processors, "
          f"Python {platform.python_version()}, {time.strftime('%Y-%m-%d')}")  # fmt: skip
    print(f"{'scheme':18s} {'people':>11s} {'M person-days/s':>16s} {'on 1 thread':>12s} "
          f"{'ratio':>6s} {'bytes/person':>13s}")  # fmt: skip
    for name in SCHEMES:
        world = compiled(name)
        for people, days in SIZES.items():
            all_threads, weight = speed(world, people, days, threads)
            one, _ = speed(world, people, days, 1)
            print(f"{name:18s} {people:11,d} {all_threads:16.1f} {one:12.1f} "
                  f"{all_threads / one:6.2f} {weight:13.2f}")  # fmt: skip


def test_growth() -> None:
    """Print the time of a person-day from ten thousand people to a thousand million."""
    threads, world = available_threads(), compiled("whole-system")
    print(f"\n{'people':>13s} {'days':>5s} {'ns a person-day':>16s} {'bytes/person':>13s}")
    for people, days in GROWTH.items():
        if (free := memory()) is not None and people * BYTES > free:
            print(f"{people:13,d} does not fit into the {free / 2**30:.1f} GiB that are free")
            continue
        repeats = REPEATS if people < 10**8 else 1
        done = [
            run_replicate(world, load_society("city"), people, days, 1, threads=threads)
            for _ in range(repeats)
        ]
        each = statistics.median(h.simulate / (people * days) * 1e9 for h in done)
        print(f"{people:13,d} {days:5d} {each:16.1f} {done[0].bytes_per_person:13.2f}", flush=True)


def test_systems() -> None:
    """Print what each system costs: the whole day with it, less the whole day without it."""
    threads = available_threads()
    worlds = {"all": compiled("whole-system")}
    worlds |= {name: compiled("whole-system", (name,)) for name in SYSTEMS}
    rates = {name: [] for name in worlds}  # type: dict[str, list[float]]
    for _ in range(REPEATS):  # round by round, so that what else the machine does hits all alike
        for name, world in worlds.items():
            done = run_replicate(
                world, load_society("city"), LEFT_OUT_PEOPLE, LEFT_OUT_DAYS, 1, threads=threads
            )
            rates[name].append(done.simulate / (LEFT_OUT_PEOPLE * LEFT_OUT_DAYS) * 1e9)
    cost = {name: statistics.median(each) for name, each in rates.items()}
    print(f"\nwhole-system, {LEFT_OUT_PEOPLE:,} people, {threads} threads: {cost['all']:.1f} ns a "
          f"person-day, {1e3 / cost['all']:.1f} M person-days/s; without")  # fmt: skip
    for name in SYSTEMS:
        print(f"  {name:12s} {cost[name]:6.1f} ns, so it costs {cost['all'] - cost[name]:5.1f} "
              f"({(cost['all'] - cost[name]) / cost['all']:4.0%})")  # fmt: skip


def test_start() -> None:
    """Print how long compiling and starting take."""
    with tempfile.TemporaryDirectory() as cache:
        program = "import numba\n@numba.njit(cache=True)\ndef f(x): return x + 1\n"
        Path(cache, "one_line.py").write_text(program, "utf-8")
        cold = seconds(FIRST_DAY, cache)
        warm = statistics.median(seconds(FIRST_DAY, cache) for _ in range(5))
        seconds(ONE_LINE, cache)  # compiles it
        line = statistics.median(seconds(ONE_LINE, cache) for _ in range(5))
    print(f"\ncold start with compiling {cold:.1f} s; warm start to the first day {warm:.2f} s; "
          f"a one-line cached function {line:.2f} s; difference {warm - line:.2f} s")  # fmt: skip
