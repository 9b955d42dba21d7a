"""How fast Epstein's model is here and in Mesa, measured one after the other in one run.

Run by ``make bench``; prints a table and judges nothing but that it ran. Mesa runs in a process of
its own, since it changes how processes start. Times are the processor's, of one thread each, so
that other work on the machine weighs on both alike; ours are taken before and after Mesa's, and the
larger one counts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from bentham.classics.epstein_runs import run, runs
from bentham.classics.epstein_settings import settings_of

MESA_STEPS, OUR_STEPS = 50, 3000
MESA = """
import sys, time
sys.path.insert(0, {folder!r})
from mesa_sample import SETTINGS
from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence
model = EpsteinCivilViolence(seed=1, max_iters={steps}, **SETTINGS)
start = time.process_time()
for _ in range({steps}):
    model.step()
print(time.process_time() - start)
"""


def mesa_step() -> float:
    """Return the processor seconds of one step of Mesa's example, in a process of its own."""
    program = MESA.format(folder=str(Path(__file__).parent), steps=MESA_STEPS)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[-1]) / MESA_STEPS


def our_tick() -> float:
    """Return the processor seconds of one tick of the same model here."""
    settings = settings_of("mesa", ticks=OUR_STEPS)
    start = time.process_time()
    run(settings, 1)
    return (time.process_time() - start) / OUR_STEPS


def ratio() -> tuple[float, float, float]:
    """Return seconds of one step in Mesa and here, and how many times faster ours is."""
    run(settings_of("mesa", ticks=1), 1)  # compiling is not counted
    before = our_tick()
    theirs = mesa_step()
    ours = max(before, our_tick())
    return theirs, ours, theirs / ours


def test_speed_of_epsteins_model():
    theirs, ours, times = ratio()
    print(f"\n40 x 40, Run 2 as in Mesa {version('mesa')}, one thread, processor time")
    print(f"  Mesa     {theirs * 1e3:10.3f} ms a step")
    print(f"  Bentham  {ours * 1e3:10.3f} ms a tick")
    print(f"  ratio    {times:10.0f} to 1")
    start = time.perf_counter()
    runs(settings_of("run-2"), 20)
    took = time.perf_counter() - start
    print(f"  Run 2, 3,000 ticks, 20 seeds, all threads: {took:.1f} s")
    assert times > 1


if __name__ == "__main__":
    test_speed_of_epsteins_model()
