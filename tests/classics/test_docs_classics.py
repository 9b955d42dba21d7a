"""docs/classics.md has a section for every published model, and its commands name what exists."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

from bentham.classics import NAMES, load

DOC = (Path(__file__).parents[2] / "docs" / "classics.md").read_text("utf-8")
PARTS = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", DOC, re.MULTILINE | re.DOTALL))


def commands(part: str) -> list[list[str]]:
    """Return the commands of a section, as words."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines()]


def test_every_model_has_a_section_and_no_other_has_one() -> None:
    assert tuple(PARTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_section_says_what_is_checked_and_how_it_is_run(name) -> None:
    assert "Checked: " in PARTS[name]
    assert re.search(r"\b(19|20)\d\d\b", PARTS[name])
    assert ["bentham", "reproduce", name] in commands(PARTS[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_command_names_a_preset_and_a_variant_that_exist(name) -> None:
    assert find_spec(f"bentham.classics.{name.replace('-', '_')}"), name
    classic = load(name)
    assert classic.name == name
    for words in commands(PARTS[name]):
        assert words[:3] == ["bentham", "reproduce", name]
        options = dict(zip(words[3::2], words[4::2], strict=True))
        assert set(options) <= {"--preset", "--variant"}
        assert options.get("--preset", next(iter(classic.presets))) in classic.presets
        assert options.get("--variant", next(iter(classic.variants))) in classic.variants


@pytest.mark.parametrize("name", NAMES)
def test_the_section_cites_the_year_of_the_models_own_source(name) -> None:
    years = set(re.findall(r"\b(?:19|20)\d\d\b", load(name).source))
    assert years & set(re.findall(r"\b(?:19|20)\d\d\b", PARTS[name]))


@pytest.mark.parametrize("name", ["ross", "bergemann"])
def test_what_is_missed_is_said_to_be_missed(name) -> None:
    missed = {
        (found.preset, found.variant)
        for preset in load(name).presets for variant in load(name).variants
        if not (found := load(name).reproduce(preset, variant, seeds=6)).holds
    }  # fmt: skip
    assert missed, "docs/classics.md says that something is missed"
    assert "**Missed**" in PARTS[name]
    usual = {"ross": {("random", "paper"), ("preferential", "paper")}}
    assert missed == usual.get(name, {("published", "both-decide")})
