"""The faces of an audit: what a format is called, the file it goes to, and who writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from bentham.audit.as_json import as_json
from bentham.audit.auditing import Audit
from bentham.report.audit_text import as_text


@dataclass(frozen=True, slots=True)
class Face:
    """A format of an audit."""

    file: str
    write: Callable[[Audit], str]


def _json(found: Audit) -> str:
    return json.dumps(as_json(found), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


FACES: dict[str, Face] = {
    "text": Face("audit.txt", as_text),
    "json": Face("audit.json", _json),
}
"""By the name that `--format` takes."""
