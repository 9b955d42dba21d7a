"""One unbiased stochastic rounding per column and day."""

from __future__ import annotations

from bentham.chance.compiled import small


@small
def rounded(value: int, draw: int) -> int:
    """Round ``value / 2^16`` to an integer, up with a chance equal to its fraction.

    Parameters
    ----------
    value : int
        The exact sum of the day's terms, in units of 2^-16 of the column's unit; any sign.
    draw : int
        Uniform in [0, 2^16).

    Returns
    -------
    int
        ``floor(value / 2^16)`` or one more; its mean over `draw` is exactly ``value / 2^16``.
    """
    return (value + draw) >> 16


@small
def clamped(value: int, low: int, high: int) -> int:
    """Return `value` held inside [low, high]."""
    return min(max(value, low), high)
