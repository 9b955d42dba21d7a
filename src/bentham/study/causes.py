"""What a scheme declares that can move a metric: the causes named in the metric registry.

A cause is ``scheme.`` and one of the names below; it holds if the part is declared and the system
that carries it out is on. The names of a society's own systems are causes too: ``attitude``,
``expression``, ``conduct``, ``welfare``.

==================  =====================================================  ==========
name                it holds if                                            system
==================  =====================================================  ==========
filter              the scheme has a filter, state media or flooding       media
reading_watched     it is seen who reads what                              media
monitoring          posts are watched                                      monitoring
labels              statements posted as news are called false             monitoring
punishes_truth      and that is punished, though they are true             monitoring
cameras             faces or plates are matched as people walk by          cameras
marchers            people are named from pictures of demonstrations       cameras
hotline             anybody may report                                     informants
verified            and false reports are found out                        informants
informants          the police keep informants, or anybody may report      informants
extortion           callers can threaten with a report                     informants
gatherers           gatherers keep a ledger                                recording
paid_gatherers      households can pay not to be written down              recording
feeds               companies pass acts on                                 recording
detection           acts done are recorded                                 recording
false_records       acts not done are recorded                             recording
punishes_speech     critics or demonstrators are identified and punished   risk
known               people know the rules from the start                   risk
deters              offences or debts are expected to cost something       conduct
deters_lawful       so are lawful acts                                     conduct
score               there is a score                                       scoring
takes_points        points can be lost                                     scoring
gives_points        points can be gained                                   scoring
grades              the score has grades                                   scoring
red                 there is a red list                                    listing
lists               people enter a list                                    listing
mistakes            a court's entries hit the wrong person                 listing
strangers           a record of what somebody else did puts on a list      listing
wrong               either of the two                                      listing
appeal              the wrongly listed can appeal, and learn that they are listing
hearing             a mistaken entry can be averted by a hearing           listing
repair              the listed can make good                               listing
bribes              a place on the list can be bought off                  listing
tiers               a low score bears a sanction                           sanctions
sanctions           that, or the list does                                 sanctions
sanctions_speech    and speech is punished                                 sanctions
sanctions_wrong     the list does, and errs                                sanctions
fines               records are fined                                      sanctions
bars_flights        flights are refused                                    sanctions
bars_trains         fast trains are refused                                sanctions
bars_hotels         good hotels are refused                                sanctions
bars_houses         buying a house is refused                              sanctions
bars_jobs           the best jobs are refused                              sanctions
bars_schools        good schools for oneself are refused                   sanctions
bars_child_schools  good schools for one's children are refused            sanctions
bars_travel         flights or fast trains are refused                     sanctions
bars                any of the seven is refused                            sanctions
policing            people are arrested                                    policing
kin                 relatives are made to pay                              kin
denounced           people are reported; trust                             trust
==================  =====================================================  ==========

``scheme.event`` stands for what a scenario declares to happen, and is never found here.
"""

from __future__ import annotations

from collections.abc import Mapping

from bentham.day.settings import ATTEMPTS
from bentham.engine.meaning import Reading
from bentham.engine.reading import MOST_GRADES, read
from bentham.evidence.acts import ACTS
from bentham.scheme.fields import Scheme

BARS = {mode: f"scheme.bars_{mode}s" for mode in ATTEMPTS}
"""Causes of refusals, by what is attempted."""

RULERS = {
    "scheme.filter": "media", "scheme.reading_watched": "media",
    "scheme.monitoring": "monitoring", "scheme.labels": "monitoring",
    "scheme.punishes_truth": "monitoring",
    "scheme.cameras": "cameras", "scheme.marchers": "cameras",
    "scheme.hotline": "informants", "scheme.informants": "informants",
    "scheme.extortion": "informants", "scheme.verified": "informants",
    "scheme.gatherers": "recording", "scheme.paid_gatherers": "recording",
    "scheme.feeds": "recording", "scheme.detection": "recording",
    "scheme.false_records": "recording",
    "scheme.punishes_speech": "risk", "scheme.known": "risk",
    "scheme.deters": "conduct", "scheme.deters_lawful": "conduct",
    "scheme.score": "scoring", "scheme.takes_points": "scoring", "scheme.gives_points": "scoring",
    "scheme.grades": "scoring",
    **{f"scheme.grade_{k}": "scoring" for k in range(MOST_GRADES)},
    "scheme.red": "listing", "scheme.lists": "listing", "scheme.mistakes": "listing",
    "scheme.strangers": "listing", "scheme.wrong": "listing", "scheme.appeal": "listing",
    "scheme.hearing": "listing", "scheme.repair": "listing", "scheme.bribes": "listing",
    "scheme.tiers": "sanctions", "scheme.sanctions": "sanctions", "scheme.fines": "sanctions",
    "scheme.bars_travel": "sanctions", "scheme.bars": "sanctions",
    "scheme.sanctions_speech": "sanctions", "scheme.sanctions_wrong": "sanctions",
    **dict.fromkeys(BARS.values(), "sanctions"),
    "scheme.policing": "policing", "scheme.kin": "kin", "scheme.denounced": "trust",
}  # fmt: skip
"""The system that must be on for a declared cause to act."""


def causes(
    scheme: Scheme, values: Mapping[str, float], off: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return the causes that are declared and whose system is on."""
    said = read(scheme, values)
    present = {
        **_of_records(said, values),
        **_of_lists(said, values),
        **_of_watching(said, values),
        **{name: said.bars(mode) for mode, name in BARS.items()},
        "scheme.bars_travel": said.bars("flight") or said.bars("train"),
        "scheme.bars": any(said.bars(mode) for mode in ATTEMPTS),
    }
    both = present["scheme.sanctions"] and present["scheme.punishes_speech"]
    present["scheme.sanctions_speech"] = both
    systems = {"attitude", "expression", "conduct", "welfare"} - set(off)
    return frozenset(
        {name for name, is_so in present.items() if is_so and RULERS[name] not in off} | systems
    )


def _of_records(said: Reading, values: Mapping[str, float]) -> dict[str, bool]:
    deterred = {
        a.kind for a in ACTS
        if said.expected_cost[a.id] > 0 and values["conduct.deterrence"] > 0 and said.known > 0
    }  # fmt: skip
    counted = {a: r for a, r in said.record.items() if said.scored and said.reached(a)}
    watch = said.watch
    reports, family = watch.reports, watch.family
    reporting = said.scored and (reports.police or reports.hotline)
    favour = said.scored and reports.favouritism > 0
    return {
        "scheme.score": said.scored,
        "scheme.takes_points": any(min(r.points_low, r.parents_low) < 0 for r in counted.values())
        or (reporting and reports.hotline and reports.penalty > 0)
        or (said.scored and family.points > 0 and values["kin.hit"] > 0)
        or favour,
        "scheme.gives_points": any(max(r.points_high, r.parents_high) > 0 for r in counted.values())
        or (reporting and reports.reward > 0)
        or favour,
        "scheme.grades": bool(said.grades),
        **{f"scheme.grade_{k}": True for k in range(len(said.grades))},
        "scheme.fines": any(r.fine_days > 0 and said.reached(a) for a, r in said.record.items()),
        "scheme.detection": any(
            said.chance[a.id] > 0 or _told(said, a.id) for a in ACTS if a.width > 0
        ),
        "scheme.false_records": any(x > 0 for x in said.false_rate.values())
        or any(f.errors > 0 or f.mix_ups > 0 for f in watch.feeds),
        "scheme.punishes_speech": said.speech_punished,
        "scheme.known": said.known > 0,
        "scheme.deters": bool(deterred & {"offence", "debt"}),
        "scheme.deters_lawful": "lawful" in deterred,
    }


def _told(said: Reading, act: str) -> bool:
    """Say whether a company or a caller tells of an act."""
    fed = any(act in feed.acts and feed.coverage > 0 for feed in said.watch.feeds)
    return fed or (said.watch.reports.hotline and said.record[act].punishes)


def _of_lists(said: Reading, values: Mapping[str, float]) -> dict[str, bool]:
    by_record = [a for a, r in said.record.items() if r.lists and said.reached(a)]
    lists = said.listing and (said.hazard > 0 or bool(by_record) or said.list_below is not None)
    mistakes = lists and said.mistaken > 0
    strangers = lists and any(_falsely(said, act) for act in by_record)
    wrong = mistakes or strangers
    return {
        "scheme.lists": lists,
        "scheme.mistakes": mistakes,
        "scheme.strangers": strangers,
        "scheme.wrong": wrong,
        "scheme.appeal": wrong
        and said.appeal_rate > 0
        and (said.notice > 0 or any(said.bars(mode) for mode in ATTEMPTS)),
        "scheme.sanctions_wrong": wrong and said.listed_loss > 0,
        "scheme.hearing": wrong and said.notice == 2 and said.appeal_success > 0,
        "scheme.repair": lists and said.repair_rate > 0,
        "scheme.bribes": lists and said.watch.bribes and values["listing.bribe"] > 0,
        "scheme.red": said.scored and said.red_above is not None,
        "scheme.tiers": bool(said.tiers),
        "scheme.sanctions": bool(said.tiers) or (lists and said.listed_loss > 0),
    }


def _falsely(said: Reading, act: str) -> bool:
    """Say whether an act can stand in a record of somebody who did not do it."""
    watch = said.watch
    if said.false_rate[act] > 0 or any(
        act in f.acts and f.errors + f.mix_ups > 0 for f in watch.feeds
    ):
        return True
    accused = watch.reports.hotline and watch.reports.believed > 0
    if act == "criticism":
        return watch.censors.mix_ups > 0 or accused
    if act == "protest":
        return watch.eyes.false_rate > 0 and watch.eyes.review_error > 0
    return act == "littering" and accused and not said.record["criticism"].punishes


def _of_watching(said: Reading, values: Mapping[str, float]) -> dict[str, bool]:
    watch = said.watch
    censors, eyes, reports = watch.censors, watch.eyes, watch.reports
    return {
        "scheme.filter": watch.media.news,
        "scheme.reading_watched": watch.media.reading_watched,
        "scheme.monitoring": censors.on,
        "scheme.labels": censors.label_true + censors.label_false + censors.label_event > 0,
        "scheme.punishes_truth": censors.label_true > 0
        and censors.author > 0
        and said.record["false_news_post"].punishes,
        "scheme.cameras": eyes.wanted_found > 0 or eyes.scans * eyes.false_rate > 0,
        "scheme.marchers": eyes.marchers,
        "scheme.hotline": reports.hotline,
        "scheme.informants": reports.police or reports.hotline,
        "scheme.extortion": reports.hotline and values["informants.extortion"] > 0,
        "scheme.verified": reports.hotline and reports.believed < 1,
        "scheme.gatherers": reports.gatherers,
        "scheme.paid_gatherers": reports.gatherers and reports.paid,
        "scheme.feeds": bool(watch.feeds),
        "scheme.policing": watch.force.on,
        "scheme.kin": watch.family.on,
        "scheme.denounced": reports.police or reports.hotline,
    }
