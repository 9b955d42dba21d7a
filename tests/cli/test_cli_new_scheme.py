"""`bentham new --ask` and `--from-table`: a valid scheme in which nothing is guessed."""

from __future__ import annotations

import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from entry import ENTRY, bentham, environment

from bentham.scheme.loading import load
from bentham.scheme.questionnaire import NOTHING, QUESTIONS, answered

Inside = Callable[..., tuple[int, str, str]]

ANSWERS = """\
local government
To keep order.
all adults
1000
traffic_offence -5; "pots on the stairs" -10; criticism
no flights below 600; deny_job on a list; no school to children
no school
nobody; secret rules
same agency
2 years
everybody
faces live
hotline
rules
Order 12 of 2020; https://example.org/order
"""


Piped = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def piped(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Run `bentham new mine.yaml --ask` with answers from a pipe."""

    def run(text: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return inside("new", "mine.yaml", "--ask")

    return run


def test_there_are_fifteen_questions() -> None:
    assert len(QUESTIONS) == 15 == ANSWERS.count("\n")


def test_fifteen_answers_make_a_valid_scheme(tmp_path: Path) -> None:
    done = subprocess.run(
        [*ENTRY, "new", "mine.yaml", "--ask"], cwd=tmp_path, env=environment(), input=ANSWERS,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "pots on the stairs" in done.stdout
    assert "will not simulate it" in done.stdout
    scheme = load(tmp_path / "mine.yaml")
    assert scheme.operator is not None
    assert scheme.operator.kind == "local_government"
    assert [rule.effect.points for rule in scheme.rules] == [-5, -10]
    assert [each.kind for each in scheme.sanctions] == ["travel_ban_air", "deny_job", "deny_school"]
    assert scheme.sanctions[2].target == "children"
    assert scheme.appeal.body == "same_agency"
    assert scheme.cameras is not None
    assert scheme.cameras.face_recognition is not None
    assert scheme.cameras.face_recognition.mode == "real_time"
    assert {each.duration_days for each in scheme.sanctions} == {730}
    checked = bentham("check", "mine.yaml", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr


def test_what_is_not_answered_is_left_out_and_named(piped: Piped, tmp_path: Path) -> None:
    assert piped("\n" * 15)[0] == 0
    scheme = load(tmp_path / "mine.yaml")
    assert scheme.model_fields_set == {"bentham", "id", "title"}
    text = (tmp_path / "mine.yaml").read_text("utf-8")
    assert all(f"{n}. {question.ask}" in text for n, question in enumerate(QUESTIONS, 1))


@pytest.mark.parametrize("number", range(15))
def test_each_answer_fills_no_part_of_another_question(number: int) -> None:
    needs = {4: [3], 5: [3], 9: [3, 5], 10: [3, 5]}  # points need a score, terms need a sanction
    lines = ANSWERS.split("\n")
    before = dict(NOTHING)
    for each in needs.get(number, []):
        before = answered(before, QUESTIONS[each], lines[each])
    after = answered(before, QUESTIONS[number], lines[number])
    changed = {key for key in after if after[key] != before.get(key)}
    besides = {4: {"rules"}, 5: {"lists"}, 10: {"lists"}}
    assert changed
    assert changed <= {QUESTIONS[number].part} | besides.get(number, set())


def test_mistakes_are_told_with_line_and_near_miss_and_nothing_is_written(
    piped: Piped, tmp_path: Path
) -> None:
    wrong = ANSWERS.replace("local", "locl").replace("traffic_off", "trafic_off")
    code, _, told = piped(wrong.replace("2 years", "long"))
    assert code == 3
    assert "(answers):1:1\n" in told
    assert 'did you mean "local government"?' in told
    assert 'did you mean "traffic_offence"?' in told
    assert "(answers):10:1" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("said", "instead", "why"),
    [
        ("1000\n", "none\n", "question 4 declares no score"),
        ("_offence -5", "_offence 5", "Write -5 or +5"),
        ("_offence -5", "_offence -50000", "between -10,000 and 10,000"),
        ("below 600", "below six", "is nothing known here that is done to people"),
        (" on a list", "", "only the names of a list can be declared public"),
        ("to children", "to chldren", 'did you mean "children"?'),
        ("no school\n", "no scool\n", 'did you mean "no school"?'),
        ("rules\n", "rules; rules in part\n", "contradicts what stands before it"),
    ],
)
def test_an_answer_that_cannot_be_meant_is_refused_with_the_reason(
    said: str, instead: str, why: str, piped: Piped
) -> None:
    code, _, told = piped(ANSWERS.replace(said, instead, 1))
    assert code == 3
    assert why in told


def test_answers_that_end_early_write_nothing(piped: Piped, tmp_path: Path) -> None:
    code, _, told = piped("police\n\n\n")
    assert code == 2
    assert "end after 3 of 15" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of its own")
@pytest.mark.parametrize("ends", ["answered", "interrupted"])
def test_on_a_terminal_a_mistake_is_asked_again_and_ctrl_c_writes_nothing(
    ends: str, tmp_path: Path
) -> None:
    import pty

    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - another process
        os.chdir(tmp_path)
        # A shell in the background has its children ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(ENTRY[0], [*ENTRY, "new", "mine.yaml", "--ask"], environment(TERM="dumb"))
    shown = b""

    def expect(words: bytes) -> None:
        nonlocal shown
        while words not in shown:
            assert select.select([terminal], [], [], 20)[0], shown
            shown += os.read(terminal, 4096)
        shown = shown[shown.index(words) + len(words) :]

    expect(b"1 of 15")
    expect(b"> ")
    os.write(terminal, b"polise\n")
    expect(b'did you mean "police"?')
    expect(b"> ")
    if ends == "answered":
        os.write(terminal, b"police\n")
    for n in range(2, 16) if ends == "answered" else ():
        expect(f"{n} of 15".encode())
        expect(b"> ")
        os.write(terminal, b"\n")
    if ends == "answered":
        expect(b"Wrote mine.yaml")
    ended, status = os.waitpid(pid, 0 if ends == "answered" else os.WNOHANG)
    waits = 0
    while not ended:  # a key that is pressed before the prompt listens is lost
        waits += 1
        if waits % 50 == 2:  # and one pressed while the program ends would kill it
            os.write(terminal, b"\x03")
        assert waits < 600, shown
        time.sleep(0.2)
        ended, status = os.waitpid(pid, os.WNOHANG)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == (0 if ends == "answered" else 130)
    assert (tmp_path / "mine.yaml").exists() == (ends == "answered")


# A table of rules.

TABLE = """\
Act,Points,Gravity,Sanction,Severity,Level,From,To,Source,Colour
littering,-5,1,,,,,,Order 12,red
Pots on the stairs,-50 to -5,,fine,2,,,,Order 12,
"Books, late",,,bring cake,,,,,,
,,,no flights,3,D,,-20,Order 12,
"""


def test_a_table_becomes_acts_rules_grades_and_sanctions(inside: Inside, tmp_path: Path) -> None:
    (tmp_path / "rules.csv").write_text(TABLE, encoding="utf-8")
    code, told, error = inside("new", "mine.yaml", "--from-table", "rules.csv")
    assert code == 0, error
    scheme = load(tmp_path / "mine.yaml")
    assert [each.id for each in scheme.acts] == ["littering", "pots_on_the_stairs", "books_late"]
    assert [each.gravity for each in scheme.acts] == [1, None, None]
    assert [rule.effect.points for rule in scheme.rules] == [-5, (-50, -5), None]
    assert [each.kind for each in scheme.sanctions] == ["fine", "other", "travel_ban_air"]
    assert scheme.sanctions[2].trigger is not None
    assert scheme.sanctions[2].trigger.grade == "D"
    assert scheme.grades[0].max == -20
    assert {rule.mark for rule in scheme.rules} == {"A"}
    assert scheme.rules[0].src == "Order 12"
    parts = {"bentham", "id", "title", "acts", "score", "rules", "grades", "sanctions"}
    assert scheme.model_fields_set == parts
    assert "rules.csv:1:59: the column `Colour` is not understood" in told
    assert "rules.csv:4:17: `bring cake` is no kind of sanction known here" in told
    assert "4 rows bear no mark; they count as assumed (A)." in told
    assert "will not simulate it: Pots on the stairs, Books, late." in told


def test_the_published_table_of_one_city_becomes_a_scheme(inside: Inside, tmp_path: Path) -> None:
    table = files("bentham.evidence").joinpath("tables", "rongcheng_rules.csv").read_text("utf-8")
    (tmp_path / "rules.csv").write_text(table, encoding="utf-8")
    code, told, error = inside("new", "mine.yaml", "--from-table", "rules.csv")
    assert code == 0, error
    scheme = load(tmp_path / "mine.yaml")
    assert len(scheme.rules) == table.count("\n") - 1 == 24
    assert scheme.rules[1].when.act == "found_in_breach"  # the words of the catalogue's label
    points = {rule.id: rule.effect.points for rule in scheme.rules}
    assert points["delaying_utility_fees"] == -20
    # The same words in two sectors are two acts, or one act would cost both.
    assert len({rule.when.act for rule in scheme.rules}) == 24
    assert {rule.mark for rule in scheme.rules} == {"S", "Q", "M"}
    assert "2 rules say neither points nor a sanction" in told


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("act,points\nlittering,five\n", ":2:11", "`five` stands where points, a number"),
        ("act,gravity\nlittering,9\n", ":2:11", "a level from 0 to 5 is expected"),
        ("act,mark\nlittering,X\n", ":2:11", "`X` is not a mark"),
        ("points\n-5\n", ":1:1", "no column names acts or grades"),
        ("act,points\n,-5\n", ":2:2", "this row names neither an act nor a grade"),
        ("act,points\nlittering,-5,3\n", ":2:14", "3 cells, where the first line has 2"),
        ("act,points\n", ":1:1", "no row follows"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(
    text: str, where: str, said: str, inside: Inside, tmp_path: Path
) -> None:
    (tmp_path / "rules.csv").write_text(text, encoding="utf-8")
    code, _, message = inside("new", "mine.yaml", "--from-table", "rules.csv")
    assert code == 3
    assert f"rules.csv{where}" in message
    assert said in message
    assert not (tmp_path / "mine.yaml").exists()


def test_an_act_of_its_own_stands_in_a_run_without_being_simulated(
    inside: Inside, tmp_path: Path
) -> None:
    (tmp_path / "rules.csv").write_text(TABLE, encoding="utf-8")
    assert inside("new", "mine.yaml", "--from-table", "rules.csv")[0] == 0
    assert "nobody commits it in a run" in inside("check", "mine.yaml")[1]
    small = ("--people", "1024", "--days", "5", "--private", "--quiet", "--json")
    code, told, error = inside("run", "mine.yaml", *small)
    assert code == 0, error
    assert json.loads(told)["schema"] == "bentham.run/1"


@pytest.mark.parametrize(
    "words", [("--ask", "--base", "open-society"), ("--ask", "--from-table", "x")]
)
def test_only_one_way_is_taken(words: tuple[str, ...], inside: Inside) -> None:
    code, _, told = inside("new", "x.yaml", *words)
    assert code == 2
    assert "exclude one another" in told
