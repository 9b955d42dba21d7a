"""Which versions made a result: what a reader needs to make it again."""

from __future__ import annotations

import platform
from importlib.metadata import version

INVENTED = (
    "These are invented people. The numbers follow from the stated assumptions; "
    "they are not a measurement of any place."
)
"""The sentence that every output for users carries."""


def versions() -> dict[str, str]:
    """Return the versions of bentham, Python, NumPy and Numba, without importing any of them."""
    return {
        "bentham": version("bentham"),
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "numba": version("numba"),
    }
