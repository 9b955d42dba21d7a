"""What answers in plain words do to the plain values of a scheme, or why they cannot be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bentham.evidence.acts import ACTS
from bentham.evidence.explain import near
from bentham.scheme.plain import WHOM, sanction_kind, sanction_words
from bentham.scheme.writing import slug

Data = dict[str, Any]


class UnclearAnswerError(Exception):
    """An answer that cannot be used: why, and the words that could."""

    def __init__(self, reason: str, word: str = "", known: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.word, self.known = reason, word, tuple(known)


def assign(data: Data, path: str, value: Any) -> None:
    """Set ``a.b.c`` in plain values."""
    *parts, last = path.split(".")
    for part in parts:
        data = data.setdefault(part, {})
    data[last] = value


def plain(answer: str) -> str:
    """Return an answer as it is compared: small letters, single blanks."""
    return re.sub(r"[\s_]+", " ", answer.strip().lower()).rstrip(".")


def items(answer: str) -> list[str]:
    """Return the parts of an answer that semicolons separate."""
    return [part.strip() for part in answer.split(";") if part.strip()]


def one_of(table: Mapping[str, Mapping[str, Any]]) -> Callable[[Data, str], None]:
    """Return what puts one of several answers: for each its fields and their values."""

    def put(data: Data, answer: str) -> None:
        if plain(answer) not in table:
            said = f"`{answer}` is none of the answers"
            raise UnclearAnswerError(said, plain(answer), tuple(table))
        for path, value in table[plain(answer)].items():
            assign(data, path, value)

    return put


def some_of(table: Mapping[str, Mapping[str, Any]]) -> Callable[[Data, str], None]:
    """Return what puts several answers at once, separated by semicolons."""
    single = one_of(table)

    def put(data: Data, answer: str) -> None:
        given: dict[str, Any] = {}
        for each in items(answer):
            single(data, each)
            for path, value in table[plain(each)].items():
                if given.setdefault(path, value) != value:
                    raise UnclearAnswerError(f"`{each}` contradicts what stands before it")

    return put


def text(path: str) -> Callable[[Data, str], None]:
    """Return what puts an answer as it is."""
    return lambda data, answer: assign(data, path, answer.strip())


def put_score(data: Data, answer: str) -> None:
    """Put a kind of score, or the number with which everybody begins."""
    kinds = ("none", "points", "probability", "rank", "label", "traffic light")
    if re.fullmatch(r"-?\d{1,5}(\.\d+)?", answer.strip()):
        data["score"] = {"kind": "points", "initial": number(answer)}
    elif plain(answer) in kinds:
        data["score"] = {"kind": plain(answer).replace(" ", "_")}
    else:
        said = f"`{answer}` is no kind of score, nor the number with which everybody begins"
        raise UnclearAnswerError(said, plain(answer), kinds)


def _scored(data: Data, what: str) -> None:
    if data.get("score", {"kind": "none"})["kind"] == "none":
        raise UnclearAnswerError(f"{what}, but question 4 declares no score")


def number(said: str) -> float | int:
    """Return a number as it was written, a whole one as whole."""
    value = float(said)
    return int(value) if value == int(value) else value


def put_acts(data: Data, answer: str) -> None:
    """Put what is recorded and what it costs or earns."""
    acts: list[Data] = []
    rules: list[Data] = []
    for each in items(answer):
        found = re.fullmatch(r"(.*?)(?:\s+([+-]?)(\d{1,5}(?:\.\d+)?))?", each)
        assert found is not None
        name, sign, points = found.groups()
        if points and not sign:
            said = f"is `{points}` taken or given? Write -{points} or +{points}"
            raise UnclearAnswerError(said)
        act = known_act(name, [other["id"] for other in acts])
        if act["id"] in [other["id"] for other in acts]:
            raise UnclearAnswerError(f"`{name}` stands there twice")
        acts.append(act)
        if points:
            _scored(data, f"`{each}` gives points")
            value = number(sign + points)
            rule = {"id": act["id"], "when": {"act": act["id"]}, "effect": {"points": value}}
            rules.append(rule)
    data["acts"] = acts
    if rules:
        data["rules"] = rules


def known_act(name: str, taken: Sequence[str] = ()) -> Data:
    """Return the declared act that a name means: one of the catalogue, or one of the scheme's own.

    A name in quotes is always one of the scheme's own.
    """
    own = name.strip().strip("\"'‘’“”")
    if own == name.strip():
        by_name = {each.label.lower(): each.id for each in ACTS} | {e.id: e.id for e in ACTS}
        found = by_name.get(own.lower()) or by_name.get(slug(own))
        if found is not None:
            return {"id": found}
        likely = near(slug(own), [each.id for each in ACTS])
        if likely is not None:
            said = f"`{own}` is no act of the catalogue; in quotes it is kept as one of its own"
            raise UnclearAnswerError(said, slug(own), [each.id for each in ACTS])
    return {"id": slug(own, [*taken, *(each.id for each in ACTS)]), "title": own}


def put_sanctions(data: Data, answer: str) -> None:
    """Put what is done to whom."""
    done: list[Data] = []
    for each in items(answer):
        found = re.fullmatch(r"(.+?)(?: below (-?[\d.]+))?( on a list)?(?: to ([\w: ]+))?", each)
        assert found is not None
        what, below, listed, target = found.groups()
        kind = sanction_kind(what)
        if kind is None:
            said = f"`{what}` is nothing known here that is done to people"
            raise UnclearAnswerError(said, plain(what), sanction_words())
        sanction: Data = {"id": slug(kind, [other["id"] for other in done]), "kind": kind}
        if below:
            _scored(data, f"`{each}` needs a score")
            sanction["trigger"] = {"score_lt": _measure(below)}
        elif listed:
            data["lists"] = [{"id": "list"}]
            sanction["trigger"] = {"list": "list"}
        if target:
            if target not in WHOM:
                raise UnclearAnswerError(f"`{target}` is nobody known here", target, tuple(WHOM))
            sanction["target"] = target
        done.append(sanction)
    data["sanctions"] = done


def _measure(said: str) -> float | int:
    try:
        return number(said)
    except ValueError:
        raise UnclearAnswerError(f"`{said}` stands where a number is expected") from None


def put_family(data: Data, answer: str) -> None:
    """Put whether relatives bear anything, and what."""
    if plain(answer) in ("no", "yes"):
        data["relatives"] = {"exists": plain(answer) == "yes"}
        return
    bars = []
    for each in items(answer):
        kind = sanction_kind(each)
        if kind is None:
            said = f"`{each}` is neither no nor yes, nor anything known here that is done to people"
            raise UnclearAnswerError(said, plain(each), ("no", "yes", *sanction_words()))
        bars.append(kind)
    data["relatives"] = {"exists": True, "bars": bars}


DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def put_duration(data: Data, answer: str) -> None:
    """Put how long everything that is done to people lasts."""
    found = re.fullmatch(r"(\d{1,5}) ?(\w+?)s?", plain(answer))
    if found is None or found[2] not in DAYS:
        said = f"`{answer}` is no length of time: write 90 days, 6 months or 2 years"
        raise UnclearAnswerError(said, found[2] if found else "", tuple(DAYS))
    if not data.get("sanctions"):
        said = "question 6 names nothing that is done to people and could last"
        raise UnclearAnswerError(f"{said}; leave this one open")
    for each in data["sanctions"]:
        each["duration_days"] = int(found[1]) * DAYS[found[2]]


SEEN = {
    "office": {"transparency.own_score": False, "transparency.own_data": False},
    "person": {"transparency.own_score": True, "transparency.own_data": True},
}


def put_seen(data: Data, answer: str) -> None:
    """Put who may see what is kept about somebody."""
    if plain(answer) == "everybody":
        if not data.get("lists"):
            said = "only the names of a list can be declared public, and question 6 has none"
            raise UnclearAnswerError(f"{said} (`on a list`)")
        for each in data["lists"]:
            each["publication"] = "public_register"
        return
    if plain(answer) not in SEEN:
        said = f"`{answer}` is none of the answers"
        raise UnclearAnswerError(said, plain(answer), (*SEEN, "everybody"))
    one_of(SEEN)(data, answer)


def put_sources(data: Data, answer: str) -> None:
    """Put what the description rests on."""
    found = []
    for n, each in enumerate(items(answer), 1):
        link = re.search(r"https?://\S+", each)
        source = {"id": f"source{n}", "title": each}
        found.append(source | ({"url": link[0]} if link else {}))
    data["provenance"] = found
