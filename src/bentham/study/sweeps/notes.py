"""What a user should know of how a study was understood, as sentences with places.

`sweep.json` keeps them as English texts; whoever says them in another language finds the template
that fits, see `bentham.scheme.phrase.remembered`.
"""

from __future__ import annotations

SET_BY = "{input} is set by {schemes}; here it varies in all."
NOTHING_COUNTS = "{output}: none of these schemes has what it counts ({cause})."
UNDEFINED = "{output} in {scheme} is undefined somewhere: it has no indices."
STILL = "{output} in {scheme} is the same at every point."
TOO_FEW = "{output} in {scheme} moves at too few points to have indices."

NOTES = (SET_BY, NOTHING_COUNTS, UNDEFINED, STILL, TOO_FEW)
