"""Densities of cameras that real cities lend to a scheme: a number, nothing else of the city."""

from __future__ import annotations

from functools import cache

from bentham.evidence.tables import table


@cache
def densities() -> dict[str, float]:
    """Return cameras per 1,000 people by city and edition, for instance ``Beijing 2020``."""
    return {
        f"{row['city']} {row['edition']}": row["per_1000"]
        for row in table("cameras").rows
        if row["per_1000"] is not None
    }
