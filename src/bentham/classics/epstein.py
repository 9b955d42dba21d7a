"""Epstein 2002, "Modeling civil violence", Models I and II, with other programs' rules as data.

Citizens and cops on a torus. A citizen has hardship H and aversion to risk R, both uniform on
(0, 1); legitimacy L is the same for all. In her turn she moves to a random free site within her
vision v (rule M), and is active iff

    G - R P > T,   G = H (1 - L),   P = 1 - exp(-k C/A)        (rule A)

with C cops and A actives in view, herself counted as active; T = 0.1, k = 2.3. A cop moves and
arrests one random active within v* (rule C); jail terms are U(0, J_max) ticks. In Model II there
are two groups, an active kills a random member of the other in view, citizens clone themselves
onto a free neighbouring site with chance 0.05 a tick and die at an age U(0, 200).

C/A is rounded down unless asked otherwise: without it Run 2 has no outburst (F06). Thron and
Jackson (preprint) find no tipping points in this model, its behaviour smooth in its parameters, and
read it as phenomenology rather than explanation.

Activation is sequential, as in the paper: a turn sees what earlier turns of the same tick have
done. That is this model's rule, and an exemption from Bentham's principle that a day reads only
yesterday. Draws are by Philox, keyed by person, tick and decision.

Source: J. M. Epstein, PNAS 99 suppl. 3 (2002), 7243-7250, quoted by a public replication (Q); the
variants from NetLogo's Rebellion and Mesa's example. Outburst, wait, calm and activation are
defined in `bentham.classics.epstein_outbursts`.
"""

from __future__ import annotations

from collections.abc import Callable

from bentham.classics.declaration import Check, Classic, Reproduction, Request, Series
from bentham.classics.epstein_checks import Found, bursts, closed_forms, literal, summary
from bentham.classics.epstein_mesa import (
    FAMILY_ERROR,
    SAMPLE,
    STATISTICS,
    compare,
    compare_with_mesa,
    load_sample,
    our_sample,
)  # fmt: skip
from bentham.classics.epstein_outbursts import Outbursts, mean_field, outbursts
from bentham.classics.epstein_runs import Ints, Settings, column, run, runs
from bentham.classics.epstein_settings import PRESETS, SETTINGS, VARIANTS, settings_of
from bentham.classics.epstein_stories import deceptive, groups, lines, slices, tipping

__all__ = [
    "CLASSIC", "Outbursts", "column", "compare_with_mesa", "hold", "mean_field", "outbursts", "run",
    "runs", "settings_of",
]  # fmt: skip

SEEDS, MESA_SEEDS = 20, 200

Story = Callable[[Settings, Ints, Request], Found]
STORIES: dict[str, Story] = {
    "run-1": deceptive, "run-3": slices, "run-4": slices, "run-5": tipping, "run-6": groups,
    "run-7": groups, "run-8": groups,
}  # fmt: skip
RUN_2 = ("run-2", "netlogo-rebellion", "paper-literal")


def hold(request: Request) -> Reproduction:
    """Run the model and hold it against the paper, its replications, and closed forms.

    Published numbers apply to a preset as it is declared; with a setting changed, or a variant laid
    over a run that was published without, only the closed forms are held.
    """
    settings = dict(request.settings)
    as_declared = settings == settings_of(request.preset, request.variant)
    if as_declared and settings == settings_of("mesa"):
        return _beside_mesa(request, settings)
    counts = runs(settings, request.seeds or SEEDS, request.seed, request.progress)
    two = settings["model"] == "two"
    said = [] if two else [summary(counts)]
    checks: list[Check] = []
    series = lines(counts, two)
    story = _story(request.preset, settings, as_declared)
    if story is not None:
        more, found, drawn = story(settings, counts, request)
        said, checks, series = said + more, checks + found, series + drawn
    elif not as_declared:
        said.append("Settings differ from the preset's: only closed forms are held.")
    if not two:
        checks += closed_forms(settings, request.seed)
    return _reproduction(request, len(counts), said, checks, series)


def _story(preset: str, settings: Settings, as_declared: bool) -> Story | None:
    """Return what is published about these settings."""
    if as_declared and preset in RUN_2:
        return {"floor": bursts, "none": literal}.get(str(settings["rounding"]))
    if as_declared and settings == settings_of(preset):
        return STORIES.get(preset)
    return None


def _beside_mesa(request: Request, settings: Settings) -> Reproduction:
    theirs = load_sample(SAMPLE)
    seeds = request.seeds or MESA_SEEDS
    ours = our_sample(seeds, settings, request.seed, request.progress)
    found = compare(theirs, ours)
    checks = [
        Check(
            f"Mesa {d.statistic}", f"{STATISTICS[d.statistic]}: {d.theirs:.4g} there, {d.ours:.4g} "
            f"here; p of {d.test}", "the same distribution", d.adjusted, FAMILY_ERROR, 1, "",
            theirs.about.get("model", "Mesa"), "C", "two-sample test",
            "1 % for all eight tests together (Holm)",
        )
        for d in found
    ]  # fmt: skip
    apart = sum(d.differs for d in found)
    said = [
        f"{seeds} of our runs beside {len(theirs.citizens)} of Mesa's example: {apart} of "
        f"{len(found)} tests tell them apart at a family error rate of 1 %."
    ]
    return _reproduction(request, seeds, said, checks + closed_forms(settings, request.seed), [])


def _reproduction(
    request: Request, seeds: int, said: list[str], checks: list[Check], series: list[Series]
) -> Reproduction:
    return Reproduction(
        "epstein", request.preset, request.variant, dict(request.settings), seeds, tuple(said),
        tuple(checks), tuple(series),
    )  # fmt: skip


CLASSIC = Classic(
    name="epstein",
    title="Civil violence: outbursts where actives outnumber the cops in view",
    source="Epstein 2002",
    rules=(
        "M: move to a random site within your vision.",
        "A: if G - N > T be active, otherwise be quiet; G = H(1 - L), N = R P, "
        "P = 1 - exp[-k (C/A)v].",
        "C: inspect all sites within v* and arrest a random active agent; jail terms U(0, J_max).",
        "II: going active means killing a random member of the other group in view; clone with "
        "chance p, die at an age U(0, 200).",
    ),
    departures=(
        "C/A is rounded down in Model I, as in NetLogo: the paper does not say so, and without it "
        "(preset paper-literal) there is no outburst.",
        "Vision is the disc dx^2 + dy^2 <= v^2 without the own site; the paper does not define it.",
        "The jailed leave the torus and return to a random free site in view of the arrest, or to "
        "any if there is none; the paper does not say where.",
        "Cops of run 5 are cut in a straight line from tick 50 to 550; the paper gives no dates.",
        "A child gets its parent's hardship and group, and an aversion of its own.",
        "The paper's numbers are quoted from a public replication; the paper was not read.",
    ),
    settings=SETTINGS,
    hold=hold,
    presets=PRESETS,
    variants=VARIANTS,
)
