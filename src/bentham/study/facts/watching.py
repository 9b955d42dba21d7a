"""Experiments on news, deletion, cameras, reports, arrest: F13-F16, F20, F21, F24-F26, F28."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bentham.evidence.parameters import parameter
from bentham.study.facts.observing import Conditions, observe

CROWDS = 4
"""Crowds of the stadium that are counted together (F26)."""

COUNTRY = 1.41e9
"""People in the country whose fabricated posts were counted (F15)."""


def deletion(c: Conditions) -> dict[str, float]:
    """F13: how soon posts are deleted."""
    seen = observe("F13.yaml", c)
    return {"half-hour": seen.metric("deleted_soon"), "day": seen.metric("deleted_in_a_day")}


def topics(c: Conditions) -> dict[str, float]:
    """F14: what share of posts is deleted, by topic and in all."""
    seen = observe("F14.yaml", c)
    names = ("CRITICISM", "PRAISE", "CALL")
    posts = {name: seen.count(f"POST_{name}") for name in names}
    deleted = {name: seen.count(f"DELETED_{name}") for name in names}
    share = {name: deleted[name] / posts[name] if posts[name] else np.nan for name in names}
    all_posts = max(sum(posts.values()), 1)
    return {
        "ratio": share["CALL"] / share["CRITICISM"] if share["CRITICISM"] else np.nan,
        "tone": share["CRITICISM"] / share["PRAISE"] if share["PRAISE"] else np.nan,
        "total": 100.0 * sum(deleted.values()) / all_posts,
    }


def fabricated(c: Conditions) -> dict[str, float]:
    """F15: the assumed volume over a country. Nothing else makes it: the row reads a number back.

    A run uses the volume to thin out what leaks; it does not write posts one by one.
    """
    default = parameter("media.fabricated").default
    return {"posts": c.values.get("media.fabricated", default) * COUNTRY / 1e6}


def free_access(c: Conditions) -> dict[str, float]:
    """F16: adults with free access who read uncensored news on a day."""
    return {"readers": observe("F16.yaml", c).metric("news_read", arm=1)}


def block(c: Conditions) -> dict[str, float]:
    """F20: reading with a popular, apolitical site blocked suddenly, gradually, or not."""
    read = {
        how: observe("F20.yaml", c, (f"filter.blocked_site={how}",)).metric("news_read")
        for how in ("none", "gradual", "sudden")
    }
    return {"sudden": read["sudden"] - read["none"], "gradual": read["sudden"] - read["gradual"]}


def substitution(c: Conditions) -> dict[str, float]:
    """F21: arrests, and what is left of a fixed budget, where more authors are found.

    An author found, an alert reviewed and an arrest cost one unit each; the budget is the same, so
    the second sign follows from the work that the first run makes.
    """
    arrests, work = [], []
    for found in (0.02, 0.5):
        seen = observe("F21.yaml", c, (f"monitoring.identify={found}",))
        adults = seen.last("ADULTS")
        arrests.append(1000.0 * seen.count("ARRESTED") / adults)
        done = sum(seen.count(n) for n in ("AUTHOR_IDENTIFIED", "ALERT_REVIEWED", "ARRESTED"))
        work.append(done / adults)
    return {"arrests": arrests[1] - arrests[0], "benefit": work[1] - work[0]}


def reports(c: Conditions) -> dict[str, float]:
    """F25: the false share of what is reported, by reward and by verification."""

    def false_share(*settings: str) -> float:
        seen = observe("F25.yaml", c, settings)
        false, true = seen.count("REPORTED_FALSELY"), seen.count("REPORTED")
        return 100.0 * false / max(false + true, 1)

    without = false_share("informants.reward.points=0")
    rewarded = false_share("informants.reward.points=100")
    verified = false_share("informants.reward.points=100", "informants.verification=court")
    return {"reward": rewarded - without, "verification": rewarded - verified}


def stadium(c: Conditions) -> dict[str, float]:
    """F26: precision of alerts and share of the crowd that is falsely flagged.

    Four crowds together: one alone lies outside the published interval now and then by luck, and
    what was put in would look like a finding that might have failed.
    """
    false = true = adults = 0
    for crowd in range(CROWDS):
        seen = observe("F26.yaml", replace(c, seed=CROWDS * c.seed + crowd))
        false += seen.count("FALSE_ALERT")
        true += seen.count("TRUE_ALERT")
        adults += seen.last("ADULTS")
    return {
        "precision": 100.0 * true / max(false + true, 1),
        "flagged": 100.0 * false / adults,
    }


def fifteen_events(c: Conditions) -> dict[str, float]:
    """F28: the precision that the first event's rates give wherever they hold."""
    return {"precision": stadium(c)["precision"]}
