"""Where a person's traits stand while a word of 64 people is worked on.

A lane is a row of 64 integers, one a person; a mask is one uint64, one bit a person. The society
fills these, the day reads them; nothing of them is stored, because nothing of them ever changes.
"""

from __future__ import annotations

LANES_OF_TRAITS = (
    "ANCHOR",  # private attitude to which a person returns, -1..1 in 2^-14
    "OWN_COST",  # what speaking up costs in itself, 2^-14
    "AVERSION",  # weight a person gives to risk, 0..1 in 2^-14
    "OCCASIONS",  # chance of a political occasion a day, 2^-31
    "CONDUCT",  # multiplier of the rates of offences, 2^-8
    "TRAVEL",  # multiplier of the rates of attempts to travel, 2^-8
    "CLASS",  # 0 poor, 1 middle, 2 well off
    "INCOME",  # in units of the mean income, 2^-12
    "THRESHOLD",  # visible share above which a person joins a protest, 2^-14
    "MOTIVE",  # Siegel's net internal motivation, 2^-14
    "SELF_CENSOR",  # Ross's willingness to self-censor, 0..1 in 2^-14
    "HEAD",  # lane of the household's first member
    "SIZE",  # people in the household
    "AGE",  # years; nobody ages
    "DEMAND",  # multiplier of the demand for uncensored news, 2^-8
    "EVADER",  # quantile in 2^-16: whoever lies below the share of evaders gets round the filter
    "FACE",  # quantile in 2^-10 of how often this face resembles one in the gallery
    "FAVOUR",  # the household's standing with its assessor, standard normal, 2^-8
)

MASKS_OF_TRAITS = (
    "ALIVE",  # the last word of a society may be partly empty
    "ADULT",  # 18 or older; under-18s never act
    "CLASS_0",
    "CLASS_1",
    "CLASS_2",
    "URBAN",  # all or none of a word
    "MALE",
    "PARENT",  # lives in one household with an own child
    "CHILD",  # lives in one household with a parent, at any age
    "COVERED",  # an adult subject to the scheme
    "KNOWS",  # an adult who knows the rules of the scheme from the start
    "MINOR",  # alive and under 18
    "INFORMANT",  # a police informant
    "CALLER",  # an adult who would call the hotline for a reward or out of a grudge
    "WANTED",  # an adult on a wanted list from the start
)

(
    ANCHOR, OWN_COST, AVERSION, OCCASIONS, CONDUCT, TRAVEL, CLASS, INCOME, THRESHOLD, MOTIVE,
    SELF_CENSOR, HEAD, SIZE, AGE, DEMAND, EVADER, FACE, FAVOUR,
) = (64 * i for i in range(len(LANES_OF_TRAITS)))  # fmt: skip

(
    ALIVE, ADULT, CLASS_0, CLASS_1, CLASS_2, URBAN, MALE, PARENT, CHILD, COVERED, KNOWS, MINOR,
    INFORMANT, CALLER, WANTED,
) = range(len(MASKS_OF_TRAITS))  # fmt: skip

TRAIT_LANES = len(LANES_OF_TRAITS)
TRAIT_MASKS = len(MASKS_OF_TRAITS)
CLASSES = ("poor", "middle", "well-off")
