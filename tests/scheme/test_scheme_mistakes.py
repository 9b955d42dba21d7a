"""Every mistake in a scheme file is told once, where it stands, and nothing is run."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_files import BROKEN, SOUND, Broken

from bentham.evidence.documents import load_document
from bentham.evidence.errors import InvalidInput
from bentham.scheme.loading import load, loads


def test_the_file_that_is_broken_below_is_sound() -> None:
    assert loads(SOUND).id == "small"


def test_there_are_at_least_thirty_kinds_of_mistake() -> None:
    assert len({broken.kind for broken in BROKEN}) == len(BROKEN) >= 30


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.kind)
def test_one_mistake_gives_one_message_at_its_place(broken: Broken, tmp_path: Path) -> None:
    path = tmp_path / "scheme.yaml"
    path.write_bytes(broken.content)
    with pytest.raises(InvalidInput) as caught:
        load(path)
    (problem,) = caught.value.problems
    message = str(caught.value)
    assert caught.value.exit_code == 3
    assert broken.says in problem.message
    assert message.startswith(str(path))
    assert message.endswith("\n1 problem in 1 file. Nothing was run.")
    if broken.where is None:
        assert problem.line is None
    else:
        assert (problem.line, problem.column) == broken.where
        assert f"{path}:{broken.where[0]}:{broken.where[1]}" in message
    if broken.nearest:
        assert f'did you mean "{broken.nearest}"?' in message


def test_the_message_shows_the_line_and_a_caret_under_the_word() -> None:
    text = SOUND.replace("travel_ban_air", "travel_ban_are")
    with pytest.raises(InvalidInput) as caught:
        loads(text, "mine.yaml")
    header, excerpt, pointer, help_line, last = str(caught.value).splitlines()
    assert header == "mine.yaml:17:28  in sanctions[no_flights].kind"
    word = excerpt.index("travel_ban_are")
    assert pointer[word : word + 14] == "^" * 14
    assert pointer[word + 14] == " "
    assert 'did you mean "travel_ban_air"?' in help_line
    assert last == "1 problem in 1 file. Nothing was run."


def test_the_caret_stands_under_the_word_after_wide_letters() -> None:
    text = SOUND.replace("{en: Small}", "{zh: 信用, en: 5}")
    with pytest.raises(InvalidInput) as caught:
        loads(text)
    excerpt, pointer = str(caught.value).splitlines()[1:3]
    assert pointer.index("^") == excerpt.index("5") + 2  # the two letters take four columns


def test_all_mistakes_are_told_together_in_one_message() -> None:
    text = SOUND.replace("severity: 3", "severity: 9").replace("initial: 100", "initial: ten")
    with pytest.raises(InvalidInput) as caught:
        loads(text.replace("hazard_per_year", "hazzard_per_year"))
    assert [problem.line for problem in caught.value.problems] == [6, 14, 17]
    assert str(caught.value).endswith("\n3 problems in 1 file. Nothing was run.")


def test_a_thousand_mistakes_do_not_flood_the_terminal() -> None:
    with pytest.raises(InvalidInput) as caught:
        loads(SOUND + "".join(f"wrong_{i}: 1\n" for i in range(1000)))
    assert "1000 problems in 1 file" in str(caught.value)
    assert str(caught.value).count("is not a field known here") == 40


def test_a_message_cannot_steer_the_terminal() -> None:
    with pytest.raises(InvalidInput) as caught:
        loads(SOUND + '"\u202eevil": 1\n', "na\x1b[31mme.yaml")
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_an_unknown_name_is_met_with_the_nearest_preset() -> None:
    with pytest.raises(InvalidInput, match='did you mean "municipal-points"') as caught:
        load("municpal-points")
    assert caught.value.exit_code == 3


def test_a_missing_file_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "no.yaml", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(InvalidInput, match=why):
            load(path)
    with pytest.raises(InvalidInput, match="not a regular file"):
        load(Path("/dev/null"))


@pytest.mark.parametrize("name", ["a\x00b", "x" * 5000, "\ud800", "a/" * 3000, ""])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    for source in (name, Path(name), f"{name}.yaml"):
        with pytest.raises(InvalidInput, match="Nothing was run"):
            load(source)


def test_yaml_is_read_as_version_1_2() -> None:
    data = load_document(
        "country: NO\nonce: yes\ndate: 2027-01-01\nbig: 1_000\noctal: 0o17\nzero: 010\nf: 1e3\nn:\n"
    ).data
    assert data == {
        "country": "NO", "once": "yes", "date": "2027-01-01", "big": "1_000",
        "octal": 15, "zero": 10, "f": 1000.0, "n": None,
    }  # fmt: skip


def test_positions_are_those_of_the_text() -> None:
    document = load_document("a:\n  - {b: 1}\n  - c: &x [2, 3]\n    d: *x\n", name="t")
    assert document.data == {"a": [{"b": 1}, {"c": [2, 3], "d": [2, 3]}]}
    assert document.where(("a", 0, "b")) == (2, 9)
    assert document.where(("a", 1, "c", 1)) == (3, 15)
    assert document.where(("a", 1, "d")) == (4, 5)
    assert document.where(("a", 1, "unknown")) == (3, 5)


def test_a_byte_order_mark_and_windows_line_ends_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
    assert load(path) == loads(SOUND)
