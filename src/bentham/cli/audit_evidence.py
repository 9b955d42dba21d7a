"""What `bentham audit` does with simulated evidence: made now, read back, or none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bentham.cli.screen import tell
from bentham.evidence.errors import UsageError

if TYPE_CHECKING:
    from bentham.audit.evidence import Evidence


def evidence_for(
    scheme: str, simulate: bool, folder: Path | None, given: dict[str, Any]
) -> Evidence | None:
    """Return what is simulated now, or was; None where neither is asked for.

    Parameters
    ----------
    scheme : str
        A preset or a file.
    simulate : bool
        Whether to simulate now.
    folder : Path or None
        Where former evidence lies.
    given : dict
        The sizes that were named on the command line.
    """
    if simulate and folder is not None:
        raise UsageError("--simulate measures anew and --evidence reads what was measured: one.")
    if given and not simulate:
        raise UsageError(f"--{next(iter(given))} belongs to --simulate; nothing is simulated.")
    if not simulate and folder is None:
        return None
    from bentham.scheme.loading import load

    declared = load(scheme)
    if folder is not None:
        from bentham.audit.dynamic.keeping import read

        return read(folder, declared)
    from bentham.audit.dynamic.simulated import Asked, simulated
    from bentham.cli.machine import COMPILING, kernel_is_compiled
    from bentham.cli.progress import reported

    if not kernel_is_compiled():
        tell(COMPILING)
    with reported(False) as progress:
        return simulated(declared, Asked(**given), progress)


def kept_text(evidence: Evidence) -> dict[str, str]:
    """Return the file that keeps evidence, by its name."""
    from bentham.audit.dynamic.keeping import FILE, written

    return {FILE: written(evidence)}
