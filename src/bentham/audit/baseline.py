"""A baseline: an earlier audit, whose findings are known and are not shown again.

It hides a finding only if it lists one with the same fingerprint that was no milder. What became
graver since is shown. How many are hidden is said in every face.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bentham.audit.findings import FINDINGS, Finding
from bentham.audit.packs import SEVERITIES
from bentham.evidence.errors import InvalidInput, Problem

SCHEMA = "bentham.audit/1"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an earlier audit found.

    Parameters
    ----------
    name : str
        The file.
    scheme, as_of : str
        What was audited, for which day.
    listed : mapping
        By fingerprint the kinds and severities with which it was found.
    """

    name: str
    scheme: str
    as_of: str
    listed: Mapping[str, tuple[tuple[str, str], ...]]

    def lists(self, finding: Finding) -> bool:
        """Return whether it lists a finding, and no milder than it is now."""
        now = _rank(finding.kind, finding.severity)
        return any(
            _rank(kind, severity)[0] <= now[0] and _rank(kind, severity)[1] <= now[1]
            for kind, severity in self.listed.get(finding.fingerprint, ())
        )


def _rank(kind: str, severity: str) -> tuple[int, int]:
    return FINDINGS.index(kind), SEVERITIES.index(severity)


def with_baseline(results: Iterable[Finding], baseline: Baseline | None) -> tuple[Finding, ...]:
    """Return the results, those that the baseline lists marked so."""
    if baseline is None:
        return tuple(results)
    return tuple(
        replace(each, known=True) if each.kind in FINDINGS and baseline.lists(each) else each
        for each in results
    )


def read_audit(path: Path) -> dict[str, Any]:
    """Return an earlier audit, or say clearly why a file is none.

    Parameters
    ----------
    path : Path
        What ``--format json`` has written.

    Raises
    ------
    InvalidInput
        If it cannot be read, or is no audit of this schema.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror})") from error
    except json.JSONDecodeError as error:
        said = f"is not JSON: {error.msg}"
        raise _refused(path, said, error.lineno, error.colno) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise _refused(path, "is not JSON in UTF-8") from error
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise _refused(path, f"is not an audit: its `schema` is not {SCHEMA}; make it with "
                       "`bentham audit SCHEME --format json --out FILE`")  # fmt: skip
    try:
        _expect_whole(found)
    except (KeyError, TypeError, ValueError) as error:
        raise _refused(path, f"is no whole audit: {error!r} is missing or wrong") from error
    return found


def _expect_whole(found: dict[str, Any]) -> None:
    str(found["scheme"]), str(found["as_of"])
    for each in every(found):
        _rank(each["kind"], each["severity"])
        str(each["fingerprint"]), str(each["check"])
    for each in found["verdicts"]:
        str(each["norm"]), str(each["at_best"]), str(each["at_worst"])


def every(found: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield every finding of an audit: those shown, suppressed, and hidden by a baseline."""
    yield from found["findings"]
    yield from found["about"].get("suppressed", ())
    yield from (found["about"].get("baseline") or {}).get("hidden", ())


def load_baseline(path: Path, scheme: str) -> Baseline:
    """Return an earlier audit of the same scheme as a baseline.

    Parameters
    ----------
    path : Path
        What ``--format json`` has written.
    scheme : str
        Id of the scheme that is audited now.
    """
    found = read_audit(path)
    if found["scheme"] != scheme:
        raise _refused(path, f"is an audit of `{found['scheme']}`, not of `{scheme}`; to set two "
                       "schemes side by side use `bentham audit --diff OLD NEW`")  # fmt: skip
    listed: dict[str, list[tuple[str, str]]] = {}
    for each in every(found):
        listed.setdefault(each["fingerprint"], []).append((each["kind"], each["severity"]))
    known = {name: tuple(kinds) for name, kinds in listed.items()}
    return Baseline(str(path), found["scheme"], found["as_of"], known)


def _refused(path: Path, said: str, line: int | None = None, column: int | None = None
             ) -> InvalidInput:  # fmt: skip
    where = f"{path}:{line}:{column}" if line is not None else str(path)
    message = f"{where} {said}"
    return InvalidInput(f"{message}\nNothing was run.", (Problem(where, message, line, column),))
