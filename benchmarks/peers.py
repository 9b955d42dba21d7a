"""Bentham beside other packages for models of many agents, in one run on this machine.

Run by ``make bench-peers``, which installs the peers into a virtual environment of their own. Every
row is a process of its own, one after the other; prints a table in Markdown. Seconds are those of
the steps alone, without imports, compiling and setting up. Bytes per agent are the memory that the
process holds after the steps beyond what it held before the agents were made.

The packages answer other questions, so the last column says what each does in a step. mesa-frames
is not among them: its release wants an older NumPy than the others.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEMORY = """
import json, resource, sys, time
def held():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
"""

BENTHAM = (
    MEMORY
    + """
from concurrent.futures import ThreadPoolExecutor
from bentham.engine.replicate import Replicate
from bentham.study.planning import plan
from bentham.study.replicates import world_of
agents, steps, threads = map(int, sys.argv[1:])
todo = plan("whole-system", people=agents, days=steps, threads=threads)
world, _ = world_of(todo, todo.values)
def made(people):
    return Replicate(world, todo.society, people, 1, 0, threads)
made(1000)
before = held()
one = made(agents)
with ThreadPoolExecutor(threads) as pool:
    one.one_day(pool)
    start = time.perf_counter()
    for _ in range(steps):
        one.one_day(pool)
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "bytes": held() - before}))
"""
)

STARSIM = (
    MEMORY
    + """
import starsim as ss
agents, steps, _ = map(int, sys.argv[1:])
def made(n):
    sim = ss.Sim(
        n_agents=n, diseases=ss.SIR(dur_inf=ss.days(20), init_prev=0.05),
        networks=ss.RandomNet(n_contacts=CONTACTS), start=ss.days(0), dur=ss.days(steps),
        dt=ss.days(1), verbose=0,
    )
    sim.init()
    return sim
made(1000).run()
before = held()
sim = made(agents)
start = time.perf_counter()
sim.run()
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "bytes": held() - before, "steps": int(sim.t.npts)}))
"""
)

LASER = (
    MEMORY
    + """
import contextlib, io, os
agents, steps, threads = map(int, sys.argv[1:])
os.environ["NUMBA_NUM_THREADS"] = str(threads)
import geopandas as gpd
from laser.core import PropertySet
from laser.core.distributions import constant_int
from laser.generic import SIR, Model
from shapely.geometry import box
def made(n, ticks):
    patch = gpd.GeoDataFrame(
        {"nodeid": [0], "population": [n], "S": [n - n // 20], "I": [n // 20], "R": [0]},
        geometry=[box(0, 0, 1, 1)], crs="EPSG:4326",
    )
    model = Model(patch, PropertySet({"nticks": ticks, "beta": 0.2, "prng_seed": 1}))
    days = constant_int(20)
    model.components = [
        SIR.Susceptible(model), SIR.Recovered(model), SIR.Infectious(model, days),
        SIR.Transmission(model, days),
    ]
    return model
with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
    made(1000, 5).run()
    before = held()
    model = made(agents, steps)
    start = time.perf_counter()
    model.run()
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "bytes": held() - before}))
"""
)

MESA = (
    MEMORY
    + """
from mesa.examples.advanced.epstein_civil_violence.model import EpsteinCivilViolence
agents, steps, _ = map(int, sys.argv[1:])
side = int((agents / 0.774) ** 0.5)
before = held()
model = EpsteinCivilViolence(height=side, width=side, seed=1, max_iters=steps)
start = time.perf_counter()
for _ in range(steps):
    model.step()
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "bytes": held() - before, "agents": len(model.agents)}))
"""
)

EPSTEIN = """
import json, sys, time
from bentham.classics.epstein_runs import run
from bentham.classics.epstein_settings import settings_of
agents, steps, _ = map(int, sys.argv[1:])
run(settings_of("mesa", ticks=1), 1)
start = time.perf_counter()
run(settings_of("mesa", ticks=steps), 1)
print(json.dumps({"seconds": time.perf_counter() - start, "bytes": None, "agents": 1240}))
"""


@dataclass(frozen=True)
class Peer:
    """One row: a program in some Python, at a size."""

    name: str
    package: str
    program: str
    agents: int
    steps: int
    threads: int
    does: str
    ours: bool = False


DAY = "16 systems of the day: speech, media, censors, informants, cameras, list, score, police, kin"
SIR = "SIR on a random network, drawn anew each day"
"""Starsim's network has 10 contacts unless told otherwise; a person of Bentham sees about as many
a day: housemates, four who are met, about three far ones."""

MIXED = "SIR, well mixed: nobody has contacts of their own"
CIVIL = "Epstein's civil violence: look around, act, move"
PEERS = (
    Peer("Bentham, whole-system", "bentham", BENTHAM, 100_000, 30, 1, DAY, True),
    Peer("Starsim, 4 contacts", "starsim", STARSIM.replace("CONTACTS", "4"), 100_000, 30, 1, SIR),
    Peer("Starsim, 10 contacts", "starsim", STARSIM.replace("CONTACTS", "10"), 100_000, 30, 1, SIR),
    Peer("Bentham, whole-system", "bentham", BENTHAM, 1_000_000, 30, 1, DAY, True),
    Peer("Bentham, whole-system", "bentham", BENTHAM, 1_000_000, 30, 2, DAY, True),
    Peer("Starsim, 4 contacts", "starsim", STARSIM.replace("CONTACTS", "4"), 1_000_000, 30, 1, SIR),
    Peer(
        "Starsim, 10 contacts", "starsim", STARSIM.replace("CONTACTS", "10"), 1_000_000, 30, 1, SIR
    ),
    Peer("LASER", "laser-generic", LASER, 1_000_000, 300, 1, MIXED),
    Peer("LASER", "laser-generic", LASER, 1_000_000, 300, 2, MIXED),
    Peer("Bentham, classic of Epstein", "bentham", EPSTEIN, 1240, 3000, 1, CIVIL, True),
    Peer("Mesa", "mesa", MESA, 1240, 50, 1, CIVIL),
)


def row_of(peer: Peer, python: str) -> tuple[dict[str, object], float]:
    """Run one row in a process of its own; return what it told, and its agent-steps a second."""
    words = [str(peer.agents), str(peer.steps), str(peer.threads)]
    done = subprocess.run(
        [python, "-c", peer.program, *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{peer.name}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.strip().splitlines()[-1])
    agents, steps = told.get("agents", peer.agents), told.get("steps", peer.steps)
    rate = agents * steps / told["seconds"]
    return told | {"agents": agents, "steps": steps}, rate


def version_in(python: str, package: str) -> str:
    """Return the version of a package in some Python."""
    words = f"from importlib.metadata import version; print(version({package!r}))"
    done = subprocess.run([python, "-c", words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def main(theirs: str) -> None:
    """Print the table; `theirs` is the Python in which the peers are installed."""
    print(f"{platform.machine()}, {_processor()}, Python {platform.python_version()}\n")
    print(
        "| package | threads | agents | steps | seconds | agent-steps a second | bytes per agent "
        "| in a step |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    rates = {}
    for peer in PEERS:
        python = sys.executable if peer.ours else theirs
        told, rate = row_of(peer, python)
        rates[peer.name, told["agents"], peer.threads] = rate
        size = "-" if told["bytes"] is None else f"{int(str(told['bytes'])) / peer.agents:,.0f}"
        print(
            f"| {peer.name} {version_in(python, peer.package)} | {peer.threads} "
            f"| {told['agents']:,} | {told['steps']:,} | {told['seconds']:.2f} | {rate:,.0f} "
            f"| {size} | {peer.does} |",
            flush=True,
        )
    print("\nAt 10^6 agents, agent-steps of Bentham to one of Starsim, which uses one thread:")
    for threads in (1, 2):
        ours = rates["Bentham, whole-system", 1_000_000, threads]
        theirs = {n: rates[f"Starsim, {n} contacts", 1_000_000, 1] for n in (4, 10)}
        said = ", ".join(f"{ours / each:.1f} with {n} contacts" for n, each in theirs.items())
        print(f"  on {threads} thread{'s' if threads > 1 else ''}: {said}")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return "processor not known"


if __name__ == "__main__":
    main(sys.argv[1])
