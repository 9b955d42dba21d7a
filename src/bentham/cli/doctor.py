"""`bentham doctor`: whether Bentham works on this machine, and how fast."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bentham.cli.machine import (
    COMPILING,
    GIB,
    kernel_is_compiled,
    memory,
    versions,
)  # fmt: skip
from bentham.cli.screen import put_json, say, tell

FAILED = 1


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Test Bentham on this machine; exit 1 if it is not sound."""
    found = _examined(quiet)
    if as_json:
        put_json(found)
    else:
        for name, version in found["versions"].items():
            say(f"{name:<10} {version}")
        say(f"{'threads':<10} {found['threads']}")
        size = found["memory_bytes"]
        say(f"{'memory':<10} {'unknown' if size is None else f'{size / GIB:.1f} GiB free'}")
        before = "compiled before" if found["compiled_before"] else "compiled now"
        took = f"the first day began after {found['seconds_to_first_day']:.1f} s"
        say(f"{'kernel':<10} {before}; {took}")
        say(f"{'cache':<10} {found['cache']}")
        speed = found["person_days_per_second"] / 1e6
        say(f"{'speed':<10} {speed:,.1f} million person-days a second")
        same = "the same" if found["passed"] else "NOT THE SAME: results of this machine are wrong"
        say(f"{'self-test':<10} one thread and two give {same}")
    if not found["passed"]:
        raise typer.Exit(FAILED)


def _examined(quiet: bool) -> dict[str, Any]:
    from bentham.chance.compiled import cache_folder
    from bentham.study.planning import available_threads
    from bentham.study.simulate import carried_out, plan

    compiled = kernel_is_compiled()
    if not compiled and not quiet:
        tell(COMPILING)
    one, two = (
        carried_out(plan("municipal-points", people=1000, days=3, threads=threads)).run
        for threads in (1, 2)
    )
    speed = carried_out(plan("municipal-points", people=50_000, days=60)).run
    return {
        "schema": "bentham.doctor/1",
        "versions": dict(versions()),
        "threads": available_threads(),
        "memory_bytes": memory(),
        "cache": str(cache_folder()),
        "compiled_before": compiled,
        "seconds_to_first_day": one.seconds["compile"],
        "person_days_per_second": speed.person_days_per_second,
        "digests": {"1 thread": one.digest, "2 threads": two.digest},
        "passed": one.digest == two.digest,
    }
