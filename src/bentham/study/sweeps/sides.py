"""What a study may vary: uncertainties and safeguards, never the strength of repression.

A study that moved the strength of a measure along a scale, with an outcome at the end of it, would
be a search for repression that works. So every registry parameter stands here on one of two sides.
An *uncertainty* is something nobody has measured: how people live, think, fear and learn, what a
measure costs them, and how often instruments err. A *strength* is something whoever rules chooses:
how many are watched, listed, reported or struck, how soon, and how hard. Of a scheme's own fields
only those may be varied by which people are protected, or by which an instrument errs. Everything
else enters as a named scenario: another scheme, with a name of its own, whose strength somebody has
to write down.

What stands in neither table (a new parameter, a new field) is refused until somebody has classified
it; a test holds that every parameter stands in one of them.
"""

from __future__ import annotations

import re

NAMED = (
    "the strength of repression enters as named scenarios: write each strength under `schemes` as "
    "an entry with a name of its own"
)
"""Where a strength belongs."""

_UNCERTAIN = {
    "society": "opposed_share anchor_spread occasions occasion_shape asked_share praise_share "
    "own_cost motive_mean motive_spread threshold_mean threshold_spread income_spread poor_income "
    "well_off_income neighbourhood_sorting conduct_shape offence_factor good_factor travel_shape "
    "rural_travel demand_shape news_posts false_share cadence",
    "media": "demand evaders learning forgetting persuasion state_persuasion uncensored_tone "
    "pass_on event_forgetting event_salience press_reach site_users switching gradual gateway "
    "curiosity reading_exposure",
    "attitude": "pull punished",
    "risk": "prior prior_weight learning own_punishment kin_share news aware_share",
    "expression": "rule intensity conformity legitimacy climate_learning confidence memory "
    "climate_memory",
    "protest": "trigger spark exposure",
    "conduct": "deterrence point_value law_known list_value poverty_drift",
    "listing": "poverty exit exit_poverty repair bribe bribe_price",
    "sanctions": "flights trains class_gradient hotels houses jobs schools child_schools",
    "monitoring": "online_share call_share mix_up",
    "cameras": "matches persistence review_error phone_missing phone_confusion",
    "informants": "consider social_cost reward_weight extortion extortion_price pay_gatherer "
    "small_price",
    "policing": "detained_loss",
    "kin": "loss",
    "trust": "baseline denunciation recovery",
    "removal": "loss grievance",
    "welfare": "adjustment sanction_loss",
}

UNCERTAINTIES = frozenset(f"{s}.{x}" for s, names in _UNCERTAIN.items() for x in names.split())
"""Parameters that a study may vary."""

STRENGTHS = {
    "media.fabricated": "how much is fabricated to distract",
    "media.state_tone": "how hard state media pull",
    "risk.severity": "how hard a punishment is",
    "recording.factor": "how much of what people do is detected",
    "listing.hazard": "how many are put on a list",
    "listing.spill": "how far relatives are drawn onto a list",
    "scoring.hidden_spread": "how far secret weights stray from published ones",
    "monitoring.delay_shape": "how soon posts are deleted",
    "monitoring.delay_scale": "how soon posts are deleted",
    "cameras.captures": "how often cameras see a face",
    "cameras.crowd": "how often cameras see a face at a demonstration",
    "cameras.plate_reads": "how often number plates are read",
    "informants.share": "how many inform the police",
    "informants.callers": "how many report others by a hotline",
    "informants.observed": "how much informants detect",
    "informants.called_in": "how much hotline callers detect",
    "policing.ill_treatment": "how often the detained are ill-treated",
    "kin.hit": "how often relatives are made to pay",
}
"""Parameters that measure the strength of repression, and what each measures."""

SAFEGUARDS = {
    "appeal.available": (),
    "appeal.use_rate_per_year": (0.0, 1000.0),
    "appeal.success_if_wrong": (0.0, 1.0),
    "appeal.capacity_per_million_day": (0.0, 1e6),
    "repair.available": (),
    "lists[].entry.notice": (),
    "lists[].entry.hearing": (),
    "lists[].exit.repaid_per_year": (0.0, 1000.0),
    "informants.verification": (),
    "cameras.face_recognition.individual_review": (),
    "transparency.rules": (),
    "transparency.weights": (),
}
"""Fields of a scheme that protect people, with bounds; one without bounds takes choices."""

ERRORS = {
    "acts[].false_record_rate": (0.0, 1000.0),
    "lists[].entry.mistaken_share": (0.0, 1.0),
    "monitoring.label.true_statements": (0.0, 1.0),
    "cameras.face_recognition.fpir": (0.0, 1.0),
    "cameras.face_recognition.fmr": (0.0, 1.0),
    "cameras.face_recognition.fnir": (0.0, 1.0),
    "feeds[].error_rate": (0.0, 1000.0),
    "feeds[].mix_up_rate": (0.0, 1.0),
}
"""Fields that say how often a scheme errs: how accurate it is, nobody knows in advance."""

FIELDS: dict[str, tuple[float, ...]] = SAFEGUARDS | ERRORS

_SOUNDS = re.compile(
    r"camera|capture|detect|police|arrest|detention|sanction|punish|points|list|censor|flag|filter|"
    r"inform|gather|surveil|watch|density|severity|repress|coverage|score"
)
_SPEECH = re.compile(r"protest|dissent|critic|oppos|demonstrat|rebel|unrest|loyal|obedien|complian")


def pattern(path: str) -> str:
    """Return a path in a scheme without the ids of entries: ``lists[].entry.notice``."""
    return re.sub(r"\[[^\]]*\]", "[]", path)


def refused_input(path: str) -> str:
    """Say why a parameter or a field of a scheme cannot be varied; empty if nothing forbids it.

    Parameters
    ----------
    path : str
        Name of a parameter, or a path in a scheme.
    """
    if path in UNCERTAINTIES or pattern(path) in FIELDS:
        return ""
    if path in STRENGTHS:
        return f"`{path}` says {STRENGTHS[path]}: {NAMED}"
    return f"`{path}` is neither an uncertainty nor a safeguard: {NAMED}"


def sounds_like_strength(name: str) -> bool:
    """Whether a name that nothing bears was meant for the strength of repression."""
    return bool(_SOUNDS.search(name.lower()))


def sounds_like_conduct(name: str) -> bool:
    """Whether a name that no metric bears was meant for what people think or say."""
    return bool(_SPEECH.search(name.lower()))
