"""Every decision procedure, in the order of the article."""

from __future__ import annotations

from bentham.audit.procedure.biometrics import emotions, scraping, traits
from bentham.audit.procedure.crime import crime_prediction
from bentham.audit.procedure.real_time import real_time
from bentham.audit.procedure.social_scoring import social_scoring
from bentham.audit.procedure.verdict import Procedure
from bentham.audit.view import View

PROCEDURES = {
    "AIA-5-1-c": social_scoring,
    "AIA-5-1-d": crime_prediction,
    "AIA-5-1-e": scraping,
    "AIA-5-1-f": emotions,
    "AIA-5-1-g": traits,
    "AIA-5-1-h": real_time,
}
"""By the id of the norm that they decide."""


def procedures(view: View) -> list[Procedure]:
    """Apply every prohibition to a scheme."""
    return [apply(view) for apply in PROCEDURES.values()]
