"""Whatever bytes stand in a scheme file, the answer is a scheme or a list of mistakes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from broken_files import BROKEN

from bentham.evidence.errors import BenthamError, InvalidInput
from bentham.scheme.loading import load, loads, presets, source_text
from bentham.scheme.reforms import with_settings

SPICE = (
    "&a", "*a", "!!map", "!x", "<<:", "? ", ": ", "- ", "---\n", "...\n", "\t", "{", "}", "[", "]",
    "|", ">", "'", '"', "%YAML 1.1\n", "@", "`", "#", "\r", "\x85", "\u2028", "\ufeff", "~", "null",
    "yes", "no", "true", ".nan", "-.inf", "1e999", "9" * 400, "0x" + "f" * 40, "-1", "0", "NaN",
    "2027-13-45", "base: municipal-points\n", "changes: {}\n", "remove: [a]\n", "\\ud800",
    '"\\ud83d"', '"\\U00110000"', "𝟙", "٣", "[" * 60, "{a: " * 60, "rules[x]", "id: x\n",
)  # fmt: skip
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


def _mutated(text: str, chance: random.Random) -> bytes:
    """Return `text` with a few bytes or words changed, doubled, moved or cut."""
    if chance.random() < 0.4:
        raw = bytearray(text.encode())
        for _ in range(chance.randint(1, 6)):
            i = chance.randrange(len(raw) or 1)
            raw = raw or bytearray(b"-")
            match chance.randrange(4):
                case 0:
                    raw[i] = chance.randrange(256)
                case 1:
                    del raw[i : i + chance.randint(1, 40)]
                case 2:
                    raw[i:i] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 4)))
                case _:
                    raw = raw[: max(20, i)]
        return bytes(raw)
    tokens = TOKEN.findall(text)
    for _ in range(chance.randint(1, 5)):
        i, j = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(4):
            case 0:
                tokens[i] = chance.choice(SPICE)
            case 1:
                tokens[i], tokens[j] = tokens[j], tokens[i]
            case 2:
                tokens[i:i] = tokens[j : j + chance.randint(1, 30)]
            case _:
                tokens[i] = tokens[i] + chance.choice(SPICE)
    return "".join(tokens).encode("utf-8", "surrogatepass")


def _files(number: int) -> Iterator[bytes]:
    chance = random.Random(20_261_122)
    sources = [source_text(name) for name in presets()]
    sources += [b.content.decode() for b in BROKEN if b.content.startswith(b"base")]
    for _ in range(number):
        yield _mutated(chance.choice(sources), chance)


def _fuzz(number: int, folder: Path) -> tuple[int, int]:
    path = folder / "mutated.yaml"
    accepted = refused = 0
    for content in _files(number):
        path.write_bytes(content)
        try:
            load(path)
            accepted += 1
        except InvalidInput as error:
            refused += 1
            message = str(error)
            assert message.startswith(str(path)), content
            assert re.search(r"\n\d+ problems? in 1 file\. Nothing was run\.$", message), content
            assert "Traceback" not in message
            message.encode()
    return accepted, refused


def test_500_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    accepted, refused = _fuzz(500, tmp_path)
    assert refused > 300  # the mutations bite
    assert accepted > 5  # and do not merely destroy


@pytest.mark.full
def test_20_000_mutated_files_are_read_or_refused(tmp_path: Path) -> None:
    accepted, refused = _fuzz(20_000, tmp_path)
    assert refused > 12_000
    assert accepted > 200


STEPS = (
    "rules", "[utility_late]", ".effect", ".points", "score", ".initial", "[", "]", ".", "title",
    "risk.severity", "expression.rule", "simulation", ".parameters", "[0]", ".en", "changes", ".x",
    "acts", "[fraud]", "src", ".src", "", "provenance", "[annex]", "grades", "[AAA]", ".min", "add",
)  # fmt: skip
VALUES = (
    "1", "-5", "[1, 2]", "{a: 1}", "{value: 3}", "[]", "{}", "null", "true", "x", "*a", "&a [*a]",
    "!t x", '"', "\ud800", "\x00", "1e999", "[[[[", ": ", "- 1", "#", "[{id: z}]", "[1, [2]]",
)  # fmt: skip


def test_any_sequence_of_changes_gives_a_scheme_or_a_list_of_mistakes() -> None:
    chance = random.Random(7)
    base = load("municipal-points")
    accepted = 0
    for _ in range(600):
        paths = ["".join(chance.choices(STEPS, k=chance.randint(1, 4))) for _ in range(3)]
        values = chance.choices(VALUES, k=3)
        reform = "base: municipal-points\nid: r\ntitle: t\nas_of: 2027-01-01\nchanges:\n"
        reform += "".join(f"  '{p}': {v}\n" for p, v in zip(paths[:2], values[:2], strict=True))
        reform += f"remove: ['{chance.choice(paths)}']\nadd: {{{paths[2]}: {values[2]}}}\n"
        number = chance.randint(1, 2)
        settings = [f"{p}={v}" for p, v in zip(paths[:number], values[:number], strict=True)]
        for attempt in (lambda r=reform: loads(r), lambda s=settings: with_settings(base, s)):
            try:
                attempt()
                accepted += 1
            except BenthamError as error:
                assert error.exit_code in (2, 3)
                str(error).encode()
    assert accepted > 0
