"""`bentham resume`: go on with a run or a study that was interrupted."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields, replace
from pathlib import Path
from typing import Annotated

import typer

from bentham.cli.request import Request, carry_out
from bentham.cli.screen import put_json, say
from bentham.cli.sweep import resume_study
from bentham.evidence.errors import DamagedResults, UsageError


def resume(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder of the run or study.", show_default=False),
    ],
    threads: Annotated[
        int | None, typer.Option(metavar="T", help="Threads; as before if absent. Same result.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON to stdout.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no summary.")] = False,
) -> None:
    r"""Go on with a run or a study that was interrupted, to the same bits.

    \b
    bentham resume runs/mine
    bentham resume runs/mine --json
    """
    from bentham.study.sweeps.journal import is_study
    from bentham.study.unfinished import request_in

    there = _unfinished(folder)
    if there is None:
        _already_done(folder, as_json)
        return
    if is_study(there):
        resume_study(there, threads, as_json, quiet)
        return
    said, plan_hash = request_in(there)
    there = there.resolve()
    asked = _request(said, there)
    if threads is not None:
        asked = replace(asked, threads=threads)
    carry_out(asked, as_json, quiet, there, plan_hash)


def _unfinished(folder: Path) -> Path | None:
    """Return the folder of the unfinished run, or None if the run is done."""
    from bentham.results.folder import MANIFEST
    from bentham.study.unfinished import SUFFIX

    beside = folder.with_name(folder.name + SUFFIX)
    done = folder.with_name(folder.name.removesuffix(SUFFIX))
    if (done / MANIFEST).exists():
        return None
    for there in (folder, beside):
        if there.name.endswith(SUFFIX) and there.is_dir():
            return there
    raise UsageError(f"{folder}: there is no unfinished run here, nor in {beside.name} beside it.")


def _already_done(folder: Path, as_json: bool) -> None:
    from bentham.results.reading import load
    from bentham.results.sweep import JSON_FILE, load_sweep
    from bentham.study.unfinished import SUFFIX

    name = folder.name.removesuffix(SUFFIX)
    there = folder.with_name(name)
    done = load_sweep(there)[0] if (there / JSON_FILE).exists() else load(there)
    shutil.rmtree(folder.with_name(name + SUFFIX), ignore_errors=True)  # killed before it was gone
    if as_json:
        put_json(done.to_json_object())
    else:
        say(f"{done.run}: this is done.")


def _request(said: dict[str, object], there: Path) -> Request:
    """Return the request of an unfinished run, and stand where it was made."""
    try:
        values = {f.name: said[f.name] for f in fields(Request)}
        os.chdir(str(said["folder"]))
    except KeyError as error:
        raise DamagedResults(f"{there}: its request lacks {error}") from None
    except OSError:
        raise DamagedResults(
            f"{there}: it was begun in {said['folder']}, which is not there"
        ) from None
    for name in ("settings", "off"):
        values[name] = tuple(values[name])  # type: ignore[arg-type]
    return Request(**values)  # type: ignore[arg-type]
