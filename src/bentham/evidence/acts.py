"""The ids and slots of acts: what people do, one fixed place for each, in every world.

A day's position in [0, 1) falls into at most one act's slot. The slot of an act is as wide as the
largest rate it may ever have, and the act happens if the position inside the slot lies below the
person's rate today: a lower rate only removes acts, it never turns one act into another, so the
same luck means the same thing in every world. Base rates belong to a society, not to this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["offence", "debt", "lawful", "good", "speech"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the catalogue.

    Parameters
    ----------
    id : str
        Name by which schemes and societies refer to it.
    label : str
        A few words for people.
    kind : str
        ``offence`` (an administrative or criminal offence), ``debt`` (money owed or a contract
        broken), ``lawful`` (nobody else's business), ``good`` (praised conduct), ``speech``
        (decided by `expression`, without a slot).
    protected : bool
        Whether human-rights law protects the act itself.
    width : float
        Width of the slot, acts per person-year: no person's rate may exceed it. 0 for speech.
    gravity : int
        0 protected or a mere status, 1 trivial, 2 minor, 3 serious, 4 crime, 5 grave crime.
    """

    id: str
    label: str
    kind: Kind
    protected: bool
    width: float
    gravity: int


ACTS: tuple[Act, ...] = (
    Act("late_bill", "a bill paid late", "debt", False, 3.0, 1),
    Act("unpaid_debt", "a debt left unpaid", "debt", False, 0.6, 2),
    Act(
        "breach_of_contract", "a lending, lease or insurance contract broken", "debt", False, 0.6, 2
    ),
    Act("found_in_breach", "sued and found in breach of contract", "debt", False, 0.2, 3),
    Act("card_arrears", "a card or instalment overdue", "debt", False, 2.0, 2),
    Act("lending_breach", "a private loan broken", "debt", False, 0.3, 2),
    Act("illegal_fundraising", "illegal fundraising or lending", "offence", False, 0.1, 3),
    Act("guarantee_breach", "a guarantee broken", "debt", False, 0.2, 2),
    Act("debt_judgment", "sued over a debt and found responsible", "debt", False, 0.3, 3),
    Act("fraud", "commercial fraud or pyramid selling", "offence", False, 0.1, 4),
    Act("fake_goods", "making or selling fake goods", "offence", False, 0.1, 4),
    Act("other_untrustworthy", "'other untrustworthy circumstances'", "lawful", False, 0.6, 1),
    Act("utility_late", "a utility fee delayed", "debt", False, 3.0, 1),
    Act("utility_judgment", "found by a court in arrears on fees", "debt", False, 0.2, 3),
    Act("heating_tampering", "taps or pumps fitted to the heating", "offence", False, 0.2, 2),
    Act("utility_theft", "water, gas, electricity or heat stolen", "offence", False, 0.2, 4),
    Act("equipment_destruction", "public equipment destroyed", "offence", False, 0.1, 4),
    Act("traffic_offence", "a traffic offence", "offence", False, 8.0, 2),
    Act("littering", "littering", "offence", False, 6.0, 1),
    Act("neglect_of_parents", "elderly parents neglected", "lawful", False, 0.6, 1),
    Act("smoking_where_banned", "smoking where it is banned", "offence", False, 6.0, 1),
    Act("spitting", "spitting in the street", "offence", False, 4.0, 1),
    Act("unkept_dog", "a dog off the leash or unregistered", "offence", False, 2.0, 1),
    Act("long_gaming", "many hours of video games", "lawful", False, 5.0, 0),
    Act("frivolous_purchase", "a purchase called frivolous", "lawful", False, 5.0, 0),
    Act("birth_control", "birth control", "lawful", True, 3.0, 0),
    Act("false_news_post", "a false statement posted as news", "speech", True, 0.0, 0),
    Act("true_news_post", "a true statement posted as news", "speech", True, 0.0, 0),
    Act("volunteering", "eight hours of volunteer work", "good", False, 8.0, 0),
    Act("donation", "a donation", "good", False, 1.5, 0),
    Act("tv_donation", "a television worth 3,000 yuan donated", "good", False, 0.1, 0),
    Act("blood_donation", "blood given", "good", False, 1.0, 0),
    Act("son_in_army", "a son joins the army", "good", False, 0.5, 0),
    Act("yard_clean", "a yard kept clean", "good", False, 4.0, 0),
    Act("mediation", "a quarrel between neighbours settled", "good", False, 1.0, 0),
    Act("heroic_act", "a heroic act or a city award", "good", False, 0.1, 0),
    Act("criticism", "public criticism", "speech", True, 0.0, 0),
    Act("praise", "public praise", "speech", True, 0.0, 0),
    Act("protest", "taking part in a demonstration", "speech", True, 0.0, 0),
)
"""The catalogue; an act's number is its place here, for good: new acts are added at the end."""

ROOM = 64
"""Rows kept for acts in compiled tables."""

POSITIONS = 1 << 31
"""Number of positions of the day's act draw."""


def act(name: str) -> Act:
    """Return the act with this id; `KeyError` if there is none."""
    return ACTS[number(name)]


def number(name: str) -> int:
    """Return the number of the act with this id; `KeyError` if there is none."""
    return _NUMBER[name]


def slots() -> list[tuple[int, int]]:
    """Return each act's slot as (start, width) in positions of [0, 2^31), side by side."""
    out = []
    start = 0
    for each in ACTS:
        width = int(Fraction(each.width) / 365 * POSITIONS)
        out.append((start, width))
        start += width
    return out


_NUMBER = {each.id: i for i, each in enumerate(ACTS)}
