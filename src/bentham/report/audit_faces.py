"""The faces of an audit: what a format is called, the file it goes to, and who writes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bentham.audit.as_json import as_json
from bentham.audit.auditing import Audit
from bentham.audit.packs import Severity
from bentham.report.audit_junit import as_junit
from bentham.report.audit_page import as_page
from bentham.report.audit_sarif import as_sarif
from bentham.report.audit_text import as_text


@dataclass(frozen=True, slots=True)
class Face:
    """A format of an audit.

    Parameters
    ----------
    file : str
        Name of its file in a folder.
    write : callable
        From an audit, the severity from which the command fails, and a language, to a text; only
        the page has another language than English.
    """

    file: str
    write: Callable[[Audit, Severity | None, str], str]


def dumped(value: dict[str, Any]) -> str:
    """Return plain values as JSON; NaN, which is not JSON, is an error."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


FACES: dict[str, Face] = {
    "text": Face("audit.txt", lambda found, _, __: as_text(found)),
    "json": Face("audit.json", lambda found, _, __: dumped(as_json(found))),
    "html": Face("audit.html", lambda found, _, lang: as_page(found, lang)),
    "sarif": Face("audit.sarif", lambda found, _, __: dumped(as_sarif(found))),
    "junit": Face("audit.junit.xml", lambda found, limit, _: as_junit(found, limit)),
}
"""By the name that `--format` takes."""
