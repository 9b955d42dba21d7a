"""The language that is asked for on the command line."""

from __future__ import annotations

from typing import Annotated

import typer

from bentham.evidence.errors import unknown

ALSO_CALLED = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans"}

Lang = Annotated[str, typer.Option(metavar="LANG", help="Language: en or zh-Hans.")]
"""The option; its default is ``en``."""


def known_language(lang: str) -> str:
    """Return the tag of a language of pages.

    Raises
    ------
    UsageError
        If no page is written in it.
    """
    from bentham.report.language import LANGUAGES

    found = ALSO_CALLED.get(lang, lang)
    if found not in LANGUAGES:
        raise unknown("--lang: there is no report in", found, LANGUAGES)
    return found
