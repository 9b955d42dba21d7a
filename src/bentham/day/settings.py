"""The numbers that rule a place: settings to which a scheme compiles, and tables of such numbers.

They stand in a row after the parameters of the registry. A new system adds a line here for each
setting or table that it reads; chances are positions in [0, 2^31).
"""

from __future__ import annotations

from bentham.evidence.acts import ROOM
from bentham.evidence.parameters import PARAMETERS

SETTINGS = (
    "SYSTEMS", "SCORED", "SCORE_START", "SCORE_LOW", "SCORE_HIGH", "SCORE_PULL",
    "FALSE_RECORDS", "SPEECH_PUNISHED", "PRIOR_AWARE", "PRIOR_UNAWARE", "START_AWARE",
    "START_UNAWARE", "START_MEMORY", "REMEMBERS", "LIST", "LIST_BELOW", "LIST_ABOVE", "LIST_DAYS",
    "LIST_MISTAKEN", "APPEAL_RATE", "APPEAL_SUCCESS", "APPEAL_CAPACITY", "LISTED_LOSS",
    "TIER_SCORE_0", "TIER_SCORE_1", "TIER_SCORE_2", "TIER_SCORE_3",
    "TIER_LOSS_0", "TIER_LOSS_1", "TIER_LOSS_2", "TIER_LOSS_3",
    "FINE_SPEED",
    # media
    "NEWS",  # 1 if the scheme has a filter or state media, or the scenario an event
    "FILTER",  # 1 if foreign sources are blocked
    "LEAK",  # chance that a reader without means gets at blocked news today, 2^-31
    "EVADERS",  # share of adults who get round the filter, 2^-16
    "NEWCOMERS",  # share of evaders and of those whom a sudden block taught, 2^-16
    "READING_WATCHED",  # 1 if reading is watched and can be punished
    "STATE_MEDIA",  # 1 if state media speak with one voice
    "EVENT",  # 0 no event yet, 1 today it happens, 2 concealed, 3 it is out
    "WITNESSES",  # share of adults who see it happen, 2^-31
    "NEWS_LEARNED",  # 1 if news of punishment is spread on purpose
    # monitoring
    "MONITORING",
    "FLAG_CRITICISM", "FLAG_PRAISE", "FLAG_CALL",  # chances, 2^-31
    "AUTHOR_CHANCE",  # an author is found once looked into, 2^-31
    "LABEL_TRUE", "LABEL_FALSE",  # chance that a true, a false statement is called false, 2^-31
    "LABEL_EVENT",  # the same of a true statement about the concealed event
    "MIX_UPS",  # chance a day of being taken for a namesake, 2^-31
    # cameras
    "CAMERAS",
    "MATCH_CHANCE",  # a wanted person is matched on a day, 2^-31
    "FOOTAGE_CHANCE",  # somebody at a demonstration is taken by a camera well enough, 2^-31
    "IDENTIFY_CHANCE",  # such pictures are matched with a name, 2^-31
    "REVIEW_ERROR",  # a false match passes the review, 2^-31
    "WANT_PUNISHED",  # 1 if those once punished for dissent stand on the wanted list
    "WANT_LISTED",  # 1 if the listed do
    # informants
    "HOTLINE",
    "OBSERVED",  # chance that a police informant reports what a contact did yesterday, 2^-31
    "CALLED_IN",  # chance that a hotline caller reports a contact's act today, 2^-31
    "ACCEPTED",  # chance that a false report is believed, 2^-31
    "ROLE_INFORMANTS",  # share of police informants, 2^-16
    "MOTIVE_GAIN",  # what a false report is worth before the grudge, 2^-10
    "GRUDGE_WIDTH",  # width of the slot of one meeting in the draw of grudges, 2^-31
    "FALSE_CHANCE",  # of a contact with a motive: a false report of a meeting, in that slot
    "EXTORT_CHANCE",  # likewise: a demand for money under threat of a report
    "EXTORT_PRICE",  # what is paid, 2^-28 of welfare
    "REWARD", "REPORT_PENALTY",  # points for a report; lost for a false one, units of the score
    "GATHERERS",  # 1 if information gatherers keep a ledger
    "BLIND",  # share of households that their gatherer never writes up, 2^-16
    "FAVOURITISM",  # points a month for one standard deviation of favour, units of the score 2^-8
    "PAY_GATHERER",  # chance that somebody pays not to be written down, 2^-31
    "SMALL_PRICE",  # what that costs, 2^-28 of welfare
    # listing
    "RED_ABOVE",  # score above which somebody is on the red list
    "NOTICE",  # 0 none, 1 told afterwards or published, 2 heard before
    "REPAIR_RATE", "BRIBE_RATE",  # chances a day, 2^-31
    "BRIBE_PRICE",  # what a clerk takes, 2^-12; an officer 3 times, a senior official 10 times
    "LIST_SPILL",  # how much a listed housemate raises the rate of entry, 2^-8
    # policing
    "CASES",  # 1 if a scheme arrests, or has cameras or censors whose work can wait
    "POLICING",
    "ARREST_CRITIC", "ARREST_PROTESTER", "ARREST_FOUND",  # chance of being sought, 2^-31
    "LONGEST",  # days of detention: 1 to this
    "ILL_TREATMENT",  # chance a day of detention, 2^-31
    "DETAINED_LOSS",  # share of income lost in detention, 2^-16
    "POST_CAPACITY", "ALERT_CAPACITY", "ARREST_CAPACITY",  # per million people and day, 2^-10
    # kin
    "KIN",
    "KIN_POINTS",  # points lost, units of the score
    "KIN_CHANCE",  # chance that a relative of somebody struck is made to pay, 2^-31
    "KIN_LOSS",  # share of income lost while a housemate is under a sanction, 2^-16
    # trust
    "DENUNCIATION",  # 1 if people are reported
    # grades, in ascending order: a score at or above
    "GRADES", "GRADE_FROM_0", "GRADE_FROM_1", "GRADE_FROM_2", "GRADE_FROM_3", "GRADE_FROM_4",
    "GRADE_FROM_5",
    # forced removal
    "MOVED_SHARE",  # share of neighbourhoods moved today, 2^-31
    "MOVED_LOSS",  # what moving takes after compensation, 2^-28 of welfare
    "MAY_OBJECT",  # share of adults who may object, 2^-31
    "MOVED_GRIEVANCE",  # step of attitude, 2^-14
    # company feeds
    "FEED_LAG_0", "FEED_LAG_1",  # days until an act is passed on; 0: no such feed
    "FEED_ERRORS",  # chance a day that a feed passes on what never was, 2^-31
    "FEED_MIX_UPS",  # chance a day that it books a namesake's act, 2^-31
)  # fmt: skip
_setting = {name: len(PARAMETERS) + i for i, name in enumerate(SETTINGS)}
N_NUMBERS = len(PARAMETERS) + len(SETTINGS)


def setting(name: str) -> int:
    """Return the place of a setting in a row of numbers."""
    return _setting[name]


ATTEMPTS = ("flight", "train", "hotel", "house", "job", "school", "child_school")
ATTEMPT_ROOM = 8
RECIPROCALS = 64
WELFARE_BINS = 256

TABLES = {
    "ACT_START": ROOM,  # first position of an act's slot
    "ACT_BASE": 3 * ROOM,  # rate by class without any scheme, positions a day
    "ACT_RATE": 6 * ROOM,  # rate by awareness and class under the scheme
    "ACT_SORT": ROOM,  # 0 speech, 1 offence, 2 lawful, 3 good, 4 debt
    "ACT_RECORDED": ROOM,  # chance that an act done is recorded, 2^-31
    "ACT_POINTS_LOW": ROOM,
    "ACT_POINTS_HIGH": ROOM,
    "ACT_FINE": ROOM,  # days of income, 2^-4
    "ACT_LISTS": ROOM,  # 1 if the record puts a person on the list
    "ACT_PUNISHES": ROOM,  # 1 if the record takes something away
    "ACT_PARENTS_LOW": ROOM,  # points that go to the parents in the household
    "ACT_PARENTS_HIGH": ROOM,
    "ACT_FALSE": ROOM,  # cumulated share of false records, 2^-31
    "ATTEMPT_START": ATTEMPT_ROOM,
    "ATTEMPT_RATE": 3 * ATTEMPT_ROOM,
    "ATTEMPT_MOST": ATTEMPT_ROOM,  # the largest rate of any class
    "ATTEMPT_WIDTH": ATTEMPT_ROOM,
    "ATTEMPT_BARRED_LISTED": ATTEMPT_ROOM,
    "ATTEMPT_BARRED_BELOW": ATTEMPT_ROOM,  # score below which it is refused
    "ATTEMPT_BARRED_KIN": ATTEMPT_ROOM,  # 1 if it is refused to relatives
    "ACT_FEED": 2 * ROOM,  # chance that feed 0, feed 1 passes an act on, 2^-31
    "FEED_WRONG": ROOM,  # cumulated share of what feeds pass on wrongly, 2^-31
    "DRIFT": 256,  # factor on debts by what a person is short of income, 1/256 each, 2^-8
    "DELETION_MINUTES": 1024,  # quantiles of the delay until deletion, minutes
    "FACE_CHANCE": 1024,  # chance of a false match a day by the quantile of the face, 2^-31
    "FACE_CROWD": 1024,  # the same of a false match with pictures of a demonstration
    "NORMAL": 1024,  # quantiles of the standard normal distribution, 2^-10
    "NEWS_RATE": 4,  # rates of true, false posts as news; among those who know the rules, 2^-31
    "RECIPROCAL": RECIPROCALS,  # 2^24 / (n + kappa0)
    "HAZARD": WELFARE_BINS,  # chance of entry a day by welfare, 2^-31
    "EXIT": WELFARE_BINS,  # chance of exit a day by welfare, 2^-31
    "CONFIDENCE": 1024,  # 2 / (1 + e^-w) - 1 for w from -8 to 8, 2^-14
}
_table: dict[str, int] = {}
N_TABLES = 0
for _name, _length in TABLES.items():
    _table[_name] = N_TABLES
    N_TABLES += _length


def table(name: str) -> int:
    """Return where a table starts in a row of tables."""
    return _table[name]
