"""What fills the templates of all pages."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension

from bentham.report.language import _, in_words, listed, plural, spoken


def pages() -> Environment:
    """Return what fills the templates of all pages, in the language that is written now."""
    environment = Environment(
        loader=PackageLoader("bentham.report"),
        # Titles and summaries are whatever somebody wrote into a scheme.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[InternationalizationExtension],
    )
    environment.install_gettext_callables(_, plural, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["lang"] = spoken()
    environment.filters.update(told=in_words, listed=listed, chosen=_chosen)
    return environment


def _chosen(value: Any) -> Any:
    """Return a parameter's value; the name of a rule is translated, a number is a number."""
    return _(value) if isinstance(value, str) else value
