"""One scheme written in different ways is one scheme: same findings, same fingerprints."""

from __future__ import annotations

import io
import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from audit.case_files import FOLDER, names, path_of
from audit.made_up import DAY
from bentham.audit.auditing import Audit, audit_of
from bentham.audit.packs import chosen
from bentham.audit.view import View
from bentham.evidence.documents import load_document
from bentham.scheme.loading import load_with_document, presets

PRESETS = tuple(presets())
QUICK = ("defaulter-list", "village-ledger", *names()[::9])


def text_of(name: str) -> str:
    if name in PRESETS:
        preset = files("bentham.scheme").joinpath("presets", f"{name}.yaml")
        return preset.read_text("utf-8")
    return path_of(name).read_text("utf-8")


class Rewriting:
    """A writer of YAML that reorders keys, adds comments and writes numbers otherwise."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def lines(self, value: Any, depth: int) -> list[str]:
        pad = "  " * depth
        if isinstance(value, dict) and value:
            out = []
            for key in self.draw(st.permutations(list(value))):
                if self.draw(st.integers(0, 5)) == 0:
                    out.append(f"{pad}# about {key}")
                out += self.put(f"{pad}{key}:", value[key], depth)
            return out
        if isinstance(value, list) and value and any(isinstance(e, dict | list) for e in value):
            order = list(value)
            if all(isinstance(each, dict) and "id" in each for each in value):
                order = self.draw(st.permutations(order))
            return [line for each in order for line in self.put(f"{pad}-", each, depth)]
        return [f"{pad}{self.scalar(value)}"]

    def put(self, head: str, value: Any, depth: int) -> list[str]:
        inner = self.lines(value, depth + 1)
        if len(inner) == 1 and not isinstance(value, dict) and not inner[0].strip().startswith("-"):
            return [f"{head} {inner[0].strip()}"]
        return [head, *inner]

    def scalar(self, value: Any) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int) and self.draw(st.booleans()):
            return self.draw(
                st.sampled_from([f"+{value}" if value >= 0 else str(value), str(value)])
            )
        if isinstance(value, float) and self.draw(st.booleans()):
            return f"{value:.17e}"
        out = io.StringIO()
        writer = YAML(typ="safe", pure=True)
        writer.default_flow_style = True
        writer.width = 100_000
        writer.dump(value, out)
        return re.sub(r"\n\.\.\.\n$", "", out.getvalue()).strip()


@cache
def audited(text: str, folder: str) -> Audit:
    for base in FOLDER.glob("pair-*.yaml"):  # a reform names the file of what it reforms
        shutil.copy(base, folder)
    path = Path(folder) / "scheme.yaml"
    path.write_text(text, encoding="utf-8")
    scheme, document = load_with_document(path)
    return audit_of(View(scheme, document, DAY), chosen(()))


def told(found: Audit) -> tuple[list[Any], list[str]]:
    """Everything that an audit says, without where it stands in the file."""
    findings = [
        (e.check.id, e.kind, e.severity, e.evidence, e.found.said, e.found.value, e.fingerprint,
         [pointer.path for pointer in e.pointers])
        for e in found.results
    ]  # fmt: skip
    return findings, [each.line for each in found.judgements]


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name in QUICK else pytest.mark.full)
     for name in (*PRESETS, *names())],
)  # fmt: skip
@settings(
    max_examples=2, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_the_same_scheme_written_otherwise_has_the_same_findings(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = str(tmp_path_factory.getbasetemp())
    text = text_of(name)
    plain = load_document(text, name=f"{name}.yaml").data
    again = "\n".join(Rewriting(data.draw).lines(_plain(plain), 0)) + "\n"
    assert load_document(again, name="again.yaml").data.keys() == plain.keys()
    assert told(audited(again, folder)) == told(audited(text, folder))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
