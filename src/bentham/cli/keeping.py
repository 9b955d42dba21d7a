"""Where a run is kept on its way: its unfinished folder, and the roots of branches."""

from __future__ import annotations

import datetime
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from bentham.evidence.errors import DamagedResults, UsageError

if TYPE_CHECKING:
    from bentham.cli.request import Request
    from bentham.study.branching import Branching
    from bentham.study.simulate import Plan
    from bentham.study.unfinished import Unfinished

RUNS = Path("runs")


def kept_on_its_way(
    asked: Request, todo: Plan, resumed: Path | None, expected: str | None
) -> Unfinished:
    """Return where the run is kept on its way, once it is known to be the same run."""
    from bentham.study.unfinished import Unfinished, plan_sha256

    plan_hash = plan_sha256(todo.resolved())
    if resumed is not None:
        if plan_hash != expected:
            raise DamagedResults(
                f"{resumed}: '{asked.scheme}', its society or the parameters are not what they "
                "were when the run began; a run goes on under its own scheme only. Nothing was run."
            )
        folder = resumed
    else:
        folder = _unfinished_folder(asked, todo)
    branching = _branching(asked, todo, folder, resumed is not None)
    return Unfinished(folder, asked.as_json(), plan_hash, asked.checkpoint_every, branching)


def _branching(asked: Request, todo: Plan, folder: Path, resumed: bool) -> Branching | None:
    """Return where the run begins and what root it leaves, once that is known to be possible."""
    from bentham.study.branching import Branching, root_name
    from bentham.study.unfinished import SUFFIX

    if asked.start is None and asked.leave is None:
        return None
    root = root_name(folder.with_name(folder.name.removesuffix(SUFFIX)), asked.leave or 0)
    start = None if asked.start is None else Path(asked.start).expanduser()
    found = Branching(todo, start, asked.leave, root)
    if not resumed:
        found.expect_possible()
    return found


def _unfinished_folder(asked: Request, todo: Plan) -> Path:
    from bentham.study.unfinished import SUFFIX

    if asked.out is not None:
        folder = Path(asked.out).expanduser()
        folder = folder.with_name(folder.name + SUFFIX)
        if folder.exists():
            raise UsageError(
                f"{folder}: an unfinished run stands there; go on with `bentham resume {folder}`, "
                "or remove it."
            )
        return folder
    today = datetime.datetime.now().astimezone().date()
    for number in itertools.count(1):
        again = f"-{number}" if number > 1 else ""
        folder = RUNS / f"{today}-{todo.name}-seed{todo.seed}{again}{SUFFIX}"
        if not folder.exists():
            break
    return folder
