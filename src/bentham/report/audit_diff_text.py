"""The difference of two audits as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bentham.audit.differing import NOTE, Difference

WIDTH = 100
TITLES = {
    "lost": "Checks without any finding now",
    "gained": "Checks with findings only now",
    "stay": "Checks with findings in both",
}


def as_text(found: Difference) -> str:
    """Return the difference of two audits as text."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Difference) -> Iterator[str]:
    old, new = found.old, found.new
    yield f"From {old['scheme']} (law of {old['as_of']}) to {new['scheme']} (law of "\
        f"{new['as_of']})"  # fmt: skip
    yield from _wrapped(NOTE)
    yield from _block("VERDICTS CHANGED")
    for each in found.verdicts:
        yield f"  {each['norm']}: {_ends(each['old'])} -> {_ends(each['new'])}"
        for name, word in each["elements"].items():
            yield f"    {name}: {word['old'] or 'not asked'} -> {word['new']}"
    if not found.verdicts:
        yield "  none"
    for title, group in (("FINDINGS GAINED", found.gained), ("FINDINGS LOST", found.lost)):
        yield from _block(f"{title} ({len(group)})")
        yield from _findings(group)
    yield from _block(f"FINDINGS THAT STAY ({len(found.stays)})")
    yield from _wrapped(", ".join(dict.fromkeys(each["check"] for each in found.stays)) or "none")
    for each in found.changed:
        a, b = each["old"], each["new"]
        said = ", ".join(
            f"{key.replace('_', ' ')} {_number(a[key])} -> {_number(b[key])}"
            for key in a
            if a[key] != b[key]
        )
        yield from _wrapped(f"{each['check']}  {each['title']}: {said}", 2, 9)
    for word, title in TITLES.items():
        checks = ", ".join(found.checks[word]) or "none"
        yield ""
        yield from _wrapped(f"{title}: {checks}", 0, 2)
    yield from _block("NUMBERS CHANGED")
    for each in found.metrics:
        yield from _wrapped(f"{each['metric']}: {_number(each['old'])} -> {_number(each['new'])}",
                            2, 4)  # fmt: skip
    if not found.metrics:
        yield "  none"
    for title, paths in (
        ("DECLARED NO MORE (no improvement)", found.undeclared),
        ("DECLARED NOW", found.declared),
    ):
        if paths:
            yield from _block(f"{title} ({len(paths)})")
            yield from _wrapped(", ".join(paths), 2, 2)


def _findings(group: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    empty = True
    for each in group:
        empty = False
        head = f"{each['check']}  {each['title']} ({each['kind']}, {each['severity']})"
        yield from _wrapped(f"{head}: {each['explanation']}", 2, 9)
    if empty:
        yield "  none"


def _ends(each: Mapping[str, str]) -> str:
    best, worst = each["at_best"], each["at_worst"]
    return worst if best == worst else f"at best {best}, at worst {worst}"


def _number(value: float | str | None) -> str:
    if isinstance(value, int | float):
        return f"{value:.4g}"
    return "none" if value is None else value


def _block(title: str) -> Iterator[str]:
    yield ""
    yield title
    yield "=" * len(title)


def _wrapped(text: str, first: int = 0, then: int = 0) -> Iterable[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=" " * first, subsequent_indent=" " * then,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
