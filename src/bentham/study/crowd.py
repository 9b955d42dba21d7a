"""Live face recognition at one event: what the published rates would mean for this crowd.

Arithmetic only, with nothing simulated. Of a crowd of n faces w belong to people on the watchlist::

    false alerts ~ Bin(n - w, f)        true alerts ~ Bin(w, h)
    precision    = true / (true + false)

f is a deployment's false alerts per face, h the share of those present who are found. Where a rate
was measured at a list of known size, the chance for another size is 1 - (1 - f)^(size / measured):
as many more chances to resemble somebody. *Luck* is the 5th to 95th percentile of the binomial; the
*assumption range* adds what the published count itself leaves open (Clopper and Pearson 1934, 90 %)
and the range of h. Units: faces, alerts, minutes. Errors: alerts of one face are taken to be
independent of another's, and each face is seen once.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from bentham.evidence.errors import UsageError
from bentham.evidence.explain import near
from bentham.evidence.tables import table

FOUND = (0.8, 0.5, 0.994)
"""Share of those on the list and present who raise an alert: default and range.

The upper end is the best algorithm with webcam pictures (table nist_1n: 0.56 % missed); nothing
published was found for crowds, so default and lower end are assumed.
"""

MINUTES = (10.0, 3.0, 30.0)
"""Police time of one stop: default and range, assumed."""

LOW, HIGH = 0.05, 0.95
MOST = 10_000_000


@dataclass(frozen=True)
class Span:
    """A number with what luck and the assumptions leave open."""

    value: float
    low: float
    high: float
    luck_low: float
    luck_high: float


@dataclass(frozen=True)
class Outcome:
    """What one deployment's rate would mean for this event.

    Parameters
    ----------
    event : str
        The deployment.
    rate : float
        False alerts per face at this watchlist.
    measured : str
        What was counted there.
    tag, source, note : str
        How well it is known.
    false_alerts, true_alerts, stops, minutes : Span
        At this event.
    precision : float or None
        Expected true alerts among expected alerts; None without any alert.
    """

    event: str
    rate: float
    measured: str
    tag: str
    source: str
    note: str
    false_alerts: Span
    true_alerts: Span
    stops: Span
    minutes: Span
    precision: float | None


@dataclass(frozen=True)
class Event:
    """A crowd under live face recognition.

    Parameters
    ----------
    crowd, watchlist, present : int
        Faces that pass; people on the list; how many of them pass.
    found, minutes : tuple of float
        Default, low and high, as `FOUND` and `MINUTES`.
    """

    crowd: int
    watchlist: int
    present: int
    found: tuple[float, float, float] = FOUND
    minutes: tuple[float, float, float] = MINUTES

    def expect_possible(self) -> None:
        """Refuse an event that cannot be."""
        asked = (("crowd", self.crowd, 1), ("watchlist", self.watchlist, 1))
        for name, value, least in (*asked, ("present", self.present, 0)):
            if not least <= value <= MOST:
                raise UsageError(
                    f"--{name} must lie between {least:,} and {MOST:,}; it is {value:,}."
                )
        if self.present > min(self.crowd, self.watchlist):
            raise UsageError(
                f"--present {self.present:,}: no more can be there than are on the watchlist "
                f"({self.watchlist:,}) and in the crowd ({self.crowd:,})."
            )
        if not 0 <= self.found[0] <= 1:
            raise UsageError(f"--found {self.found[0]:g}: a share lies between 0 and 1.")


def deployments() -> list[dict[str, Any]]:
    """Return the rows with a rate of false alerts per face: the others cannot be applied."""
    out = []
    for row in table("live_fr").rows:
        if row["faces_per_false_alert"]:
            counted = None
            rate = 1.0 / row["faces_per_false_alert"]
            said = f"1 in {row['faces_per_false_alert']:,} faces; how many were tried is not said"
        elif row["crowd"] and row["false_alerts"] is not None:
            counted = (row["false_alerts"], row["crowd"])
            rate = counted[0] / counted[1]
            said = f"{counted[0]:,} false alerts among {counted[1]:,} faces"
        else:
            continue
        name = row["event"] + (f" (list of {row['list_size']:,})" if row["list_size"] else "")
        out.append({**row, "event": name, "rate": rate, "counted": counted, "measured": said})
    return out


def without_rate() -> list[dict[str, Any]]:
    """Return the deployments whose alerts are known and whose crowd is not."""
    known = [r for r in table("live_fr").rows if not r["crowd"] and r["false_alerts"] is not None]
    return [r for r in known if r["true_alerts"] is not None]


def chosen(name: str) -> list[dict[str, Any]]:
    """Return the deployments that `--rate` names: all, or those whose name contains it."""
    every = deployments()
    if name == "all":
        return every
    found = [row for row in every if name.lower() in row["event"].lower()]
    if not found:
        words = [w for row in every for w in row["event"].replace("(", "").split() if len(w) > 3]
        likely = near(name, tuple(words))
        hint = f" Did you mean '{likely}'?" if likely else ""
        listed = "\n".join(f"  {row['event']}" for row in every)
        raise UsageError(f"--rate {name}: no deployment is called that.{hint}\n{listed}")
    return found


def outcome(row: dict[str, Any], event: Event) -> Outcome:
    """Return what a deployment's rate would mean for an event."""
    from scipy import stats

    low = high = row["rate"]
    if row["counted"] is not None:
        wrong, faces = row["counted"]
        low = float(stats.beta.ppf(LOW, wrong, faces - wrong + 1)) if wrong else 0.0
        high = float(stats.beta.ppf(HIGH, wrong + 1, faces - wrong))
    rate, low, high = (
        _at_list(f, event.watchlist, row["list_size"]) for f in (row["rate"], low, high)
    )
    false = _span(event.crowd - event.present, rate, low, high)
    true = _span(event.present, *event.found)
    both = zip(asdict(false).values(), asdict(true).values(), strict=True)
    stops = Span(*(a + b for a, b in both))
    default, least, most = event.minutes
    minutes = Span(
        stops.value * default, stops.low * least, stops.high * most,
        stops.luck_low * default, stops.luck_high * default,
    )  # fmt: skip
    alerts = false.value + true.value
    return Outcome(
        row["event"], rate, row["measured"], row["tag"], row["source"], row["note"], false, true,
        stops, minutes, true.value / alerts if alerts else None,
    )  # fmt: skip


def _at_list(rate: float, size: int, measured: int | None) -> float:
    return rate if measured is None else float(1.0 - (1.0 - rate) ** (size / measured))


def _span(number: int, rate: float, low: float, high: float) -> Span:
    """Return the mean of a binomial, its luck, and its luck at the ends of the rate's range."""
    from scipy import stats

    luck = [float(stats.binom.ppf(q, number, rate)) for q in (LOW, HIGH)]
    ends = (float(stats.binom.ppf(LOW, number, low)), float(stats.binom.ppf(HIGH, number, high)))
    return Span(number * rate, min(ends[0], luck[0]), max(ends[1], luck[1]), *luck)


def sentences(found: list[Outcome], event: Event) -> tuple[str, str]:
    """Return two sentences for a newspaper, from the worst published rate and the best."""
    worst = max(found, key=lambda o: o.rate)
    best = min(found, key=lambda o: o.rate)
    a, b = worst.false_alerts, worst.true_alerts
    of_alerts = "" if worst.precision is None else (
        f", so that {100 * (1 - worst.precision):.0f} of 100 alerts would be wrong"
    )  # fmt: skip
    first = (
        f"With the rate published for ‘{worst.event}’, about {_count(a.value)} of {event.crowd:,} "
        f"people in the crowd would be taken for somebody on the list (luck: "
        f"{_count(a.luck_low)} to {_count(a.luck_high)}; assumptions: {_count(a.low)} to "
        f"{_count(a.high)}), beside about {_count(b.value)} of the {event.present:,} who are on "
        f"it{of_alerts}."
    )
    if best.event == worst.event:
        rates = [row["rate"] for row in deployments()]
        return first, (
            "One deployment alone says little: published rates differ by a factor of "
            f"{max(rates) / min(rates):,.0f}."
        )
    c = best.false_alerts
    return first, (
        f"With that of ‘{best.event}’ it would be {_count(c.value)} (luck: {_count(c.luck_low)} to "
        f"{_count(c.luck_high)}; assumptions: {_count(c.low)} to {_count(c.high)}): ask for the "
        f"rate per face, at a list of {event.watchlist:,}, measured in such a crowd."
    )


def _count(value: float) -> str:
    return f"{value:,.0f}" if value >= 9.5 or value == int(value) else f"{value:,.1f}"
