"""Evidence as a file, ``evidence.json``, and back; evidence of another scheme is refused."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bentham.audit.dynamic.simulated import scheme_sha256
from bentham.audit.evidence import Evidence, Measured
from bentham.evidence.errors import DamagedResults, InvalidInput
from bentham.scheme.fields import Scheme
from bentham.scheme.phrase import Phrase

FILE = "evidence.json"
SCHEMA = "bentham.audit-evidence/1"

TEXT: TypeAdapter[str] = TypeAdapter(Phrase)
"""A text with the template and values that it was made from, so that it can be said otherwise."""

End = Annotated[float | None, Field(description="None where there is no bound.")]


class _Number(BaseModel):
    model_config = ConfigDict(extra="forbid")

    value: float
    low: End
    high: End
    luck_low: End
    luck_high: End
    said: Phrase


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    schema_: Literal["bentham.audit-evidence/1"] = Field(alias="schema")
    about: dict[str, str]
    measured: dict[str, _Number]
    undefined: dict[str, Phrase]


def written(evidence: Evidence) -> str:
    """Return evidence as the text of a file."""
    data = {
        "schema": SCHEMA,
        "about": dict(evidence.about),
        "measured": {check: _plain(each) for check, each in evidence.measured.items()},
        "undefined": {check: TEXT.dump_python(why) for check, why in evidence.undefined.items()},
    }
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(number: Measured) -> dict[str, Any]:
    plain = {
        k: None if isinstance(v, float) and not math.isfinite(v) else v
        for k, v in asdict(number).items()
    }
    return plain | {"said": TEXT.dump_python(number.said)}


def read(folder: Path, scheme: Scheme) -> Evidence:
    """Return the evidence that a folder holds for a scheme.

    Raises
    ------
    InvalidInput
        There is none, or it is that of another scheme.
    DamagedResults
        The file cannot be read.
    """
    file = folder / FILE
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInput(
            f"{file} cannot be read ({error.strerror}). `bentham audit SCHEME --simulate --out "
            f"{folder}` writes it."
        ) from error
    try:
        found = _File.model_validate_json(text)
    except (ValidationError, UnicodeDecodeError) as error:
        said = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise DamagedResults(f"{file} is not evidence as `--simulate` writes it: {said}.") from None
    if found.about.get("scheme_sha256") != scheme_sha256(scheme):
        raise InvalidInput(
            f"{file} is evidence of another scheme, or of '{scheme.id}' before it was changed "
            f"(it was made for '{found.about.get('scheme', 'unknown')}'). Run --simulate again."
        )
    numbers = {
        check: Measured(
            n.value, _or(n.low, -math.inf), _or(n.high, math.inf),
            _or(n.luck_low, -math.inf), _or(n.luck_high, math.inf), n.said,
        )
        for check, n in found.measured.items()
    }  # fmt: skip
    return Evidence(numbers, found.about, found.undefined)


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value
