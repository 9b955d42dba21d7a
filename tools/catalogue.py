"""Bring the catalogues of `bentham report --lang` up to date: `make catalogue`.

Messages are what the sources hand to ``_`` and ``Phrase``, what the templates translate, and every
text of the registries that a page can print. New ones enter the .po file untranslated, old ones
leave it, and nothing is guessed. The .mo file beside it is compiled from it: it is what is read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bentham.report.language import CHOICE, FACT, LANGUAGES, WHOLE
from catalogue_texts import choices, published, registry, wholes

ROOT = Path(__file__).resolve().parents[1] / "src" / "bentham"
LOCALE = ROOT / "report" / "locale"
METHODS = [("report/templates/*.html", "jinja2"), ("**.py", "python")]
KEYWORDS: Any = {"_": None, "Phrase": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}

NEVER = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""The date in the head of a catalogue: the same sources give the same bytes."""


def extracted() -> Iterator[Any]:
    """Yield what sources and templates translate."""
    for folder in ("report", "study", "scheme", "audit"):
        found = extract_from_dir(
            ROOT / folder, [(p.removeprefix("report/"), m) for p, m in METHODS], keywords=KEYWORDS
        )
        for _, _, message, _, _ in found:
            yield message


def template(tag: str = "") -> Catalog:
    """Return a catalogue with every message and no translation."""
    catalogue = Catalog(
        tag.replace("-", "_") or None, domain="bentham", project="Bentham", version="",
        creation_date=NEVER, revision_date=NEVER, fuzzy=False, header_comment="",
        copyright_holder="The Bentham developers", last_translator="", language_team="",
    )  # fmt: skip
    for message in [*extracted(), *registry()]:
        if message and message not in ("", ("", "")):
            catalogue.add(message)
    for whole in wholes():
        catalogue.add(whole, context=WHOLE)
    for text in filter(None, published()):
        catalogue.add(text, context=FACT)
    for word in choices():
        catalogue.add(word, context=CHOICE)
    return catalogue


def path_of(tag: str) -> Path:
    """Return where the catalogue of a language lies."""
    return LOCALE / tag.replace("-", "_") / "LC_MESSAGES" / "bentham.po"


def kept(tag: str) -> Catalog:
    """Return a catalogue as it lies there."""
    with path_of(tag).open("rb") as file:
        return read_po(file)


def updated(tag: str) -> Catalog:
    """Return a catalogue with exactly the messages of the sources, translated as far as known."""
    fresh = template(tag)
    if path_of(tag).exists():
        old = kept(tag)
        fresh.header_comment = old.header_comment
        for message in fresh:
            known = old.get(message.id, message.context) if message.id else None
            if known is not None:
                message.string = known.string
                message.user_comments = known.user_comments
    return fresh


def main() -> None:
    """Write the catalogues of all languages."""
    for tag in LANGUAGES[1:]:
        path, catalogue = path_of(tag), updated(tag)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, no_location=True, sort_output=True)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        missing = sum(1 for m in catalogue if m.id and not m.string)
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} messages, {missing} without translation")


if __name__ == "__main__":
    main()
