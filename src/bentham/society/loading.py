"""Societies from presets and files."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from bentham.evidence.documents import load_document, validated
from bentham.evidence.errors import InvalidInput
from bentham.evidence.faults import Fault
from bentham.society.fields import MOST_REGIONS, Society


def presets() -> tuple[str, ...]:
    """Return the names of the societies that come with Bentham."""
    folder = resources.files("bentham.society").joinpath("presets")
    return tuple(sorted(p.name.removesuffix(".yaml") for p in folder.iterdir()))


def load(name: str) -> Society:
    """Return a society by the name of a preset or the path of a file.

    Raises
    ------
    InvalidInput
        If there is no such preset or file, or the file has mistakes.
    """
    if name in presets():
        folder = resources.files("bentham.society").joinpath("presets")
        text = folder.joinpath(f"{name}.yaml").read_text("utf-8")
        return validated(load_document(text, name=name), Society, _faults)
    path = Path(name)
    if path.suffix in (".yaml", ".yml", ".json") or path.exists():
        society = validated(load_document(path), Society, _faults)
        if society.ties is not None:  # relative to the file that names it
            ties = path.parent / society.ties
            return society.model_copy(update={"ties": str(ties)})
        return society
    near = difflib.get_close_matches(name, presets(), n=1)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise InvalidInput(
        f"There is no society '{name}'.{hint}\nPresets: {', '.join(presets())}; or give the path "
        "of a YAML file. Nothing was run."
    )


def _faults(society: Society) -> Iterator[Fault]:
    """Find what is wrong between fields that are right by themselves."""
    shares = society.classes
    if abs(shares.poor + shares.middle + shares.well_off - 1.0) > 1e-9:
        yield Fault(("classes",), "the shares of the classes must add up to 1")
    if not 1 <= len(society.regions) <= MOST_REGIONS:
        yield Fault(("regions",), f"a society has at least 1 region and at most {MOST_REGIONS:,}")
    seen: set[str] = set()
    for i, region in enumerate(society.regions):
        if region.name in seen:
            yield Fault(("regions", i, "name"), f"another region is called '{region.name}'")
        seen.add(region.name)
