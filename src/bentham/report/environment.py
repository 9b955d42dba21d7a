"""What fills the templates of all pages."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined


def pages() -> Environment:
    """Return what fills the templates of all pages."""
    return Environment(
        loader=PackageLoader("bentham.report"),
        # Titles and summaries are whatever somebody wrote into a scheme.
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
