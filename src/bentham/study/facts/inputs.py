"""What the classes of facts are made from: when any of it changes, they are to be made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import resources

from bentham.evidence.documents import load_document
from bentham.evidence.parameters import PARAMETERS
from bentham.scheme.loading import load, presets
from bentham.scheme.reforms import as_data

PROSE = ("title", "summary", "provenance", "fidelity", "purpose", "operator", "status")
"""Parts of a scheme that no run reads, so that better words do not ask for hours of runs."""


def inputs_digest() -> str:
    """Return the hash of facts, set-ups, the presets that rule in them, and declared parameters."""
    digest = hashlib.sha256()
    for name, text in _texts():
        digest.update(name.encode())
        digest.update(text)
    for p in PARAMETERS:
        digest.update(repr((p.name, p.default, p.low, p.high, p.draw, p.tag, p.choices)).encode())
    return digest.hexdigest()


def _texts() -> Iterator[tuple[str, bytes]]:
    folder = resources.files("bentham.study.facts")
    yield "facts.csv", folder.joinpath("facts.csv").read_bytes()
    ruling: set[object] = set()
    for path in sorted((folder / "scenarios").iterdir(), key=lambda path: path.name):
        text = path.read_bytes()
        yield f"scenarios/{path.name}", text
        ruling.add(load_document(text.decode()).data.get("scheme"))
    for name in sorted(each for each in presets() if each in ruling):
        declared = {k: v for k, v in as_data(load(name)).items() if k not in PROSE}
        yield name, json.dumps(declared, sort_keys=True).encode()
