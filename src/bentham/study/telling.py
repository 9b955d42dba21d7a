"""How the marks of a day are told: what happened, what was true, what the system took for true.

One line a kind of event, in the order of the day. `{act}` stands for the act concerned, by its
label. An empty truth or belief: there is nothing that the system could be right or wrong about.
"""

from __future__ import annotations

from typing import NamedTuple

from bentham.day.person import COUNTED


class Told(NamedTuple):
    """How one kind of event is told.

    Parameters
    ----------
    what : str
        What happened to the person.
    truth, belief : str
        What truly was, and what the system believed.
    cause : str
        Why it happened, as far as it is always the same.
    of : str
        Which act it is about: the name of a lane, or the id of an act.
    state : str
        What it changes: ``score``, ``list``, ``custody``, ``welfare``, or nothing that is told.
    """

    what: str
    truth: str = ""
    belief: str = ""
    cause: str = ""
    of: str = ""
    state: str = ""


CRITIC, MARCHER = "criticised in public", "took part in a demonstration"
NOTHING = "had done nothing of the kind"
BARRED = "listed, or below the score that it takes"

EVENTS: dict[str, Told] = {
    "MOVED_AWAY": Told("was forced to move", cause="a removal of the neighbourhood",
                       state="welfare"),
    "OBJECTED": Told("objected to the removal", cause="was forced to move"),
    "READ": Told("read news from abroad"),
    "READ_CHILLED": Told("would have read news from abroad, and did not", cause="fear"),
    "LEARNED": Told("came to know of the event", cause="news, a witness's eyes, or a contact"),
    "FORGOT": Told("forgot the event"),
    "CRITICISM": Told("criticised in public", cause="an occasion"),
    "PROTEST": Told("took part in a protest", cause="enough neighbours, or a call"),
    "SUPPORT": Told("supported in public", cause="an occasion"),
    "FALSIFIED": Told("supported against own conviction", "is opposed", "is loyal", "fear"),
    "SELF_CENSORED": Told("kept silent out of fear", "had something to say", "had nothing to say",
                          "fear"),
    "OFFENCE": Told("did: {act}", of="ACT"),
    "GOOD": Told("did: {act}", of="ACT"),
    "LAWFUL": Told("did: {act}", of="ACT"),
    "FORGONE_OFFENCE": Told("gave up an offence or a debt", cause="caution"),
    "FORGONE_LAWFUL": Told("gave up a lawful act", "it was nobody's business", "", "caution"),
    "TRUE_POST": Told("posted a true statement as news"),
    "FALSE_POST": Told("posted a false statement as news"),
    "POST_CRITICISM": Told("posted criticism online"),
    "POST_PRAISE": Told("posted praise online"),
    "POST_CALL": Told("posted a call to act together"),
    "FLAGGED": Told("had a post flagged", cause="its topic"),
    "DELETED_CRITICISM": Told("had a criticism deleted", cause="a flag"),
    "DELETED_PRAISE": Told("had a praise deleted", "it praised", "it did harm", "a flag"),
    "DELETED_CALL": Told("had a call deleted", cause="a flag"),
    "UNSEEN": Told("had a post deleted before anybody saw it", cause="a quick censor"),
    "POST_LOOKED_INTO": Told("had a post looked into", cause="a flag, and a free censor"),
    "AUTHOR_IDENTIFIED": Told("was identified as the author of a post", CRITIC, CRITIC,
                              "a post that was looked into", "criticism"),
    "MISTAKEN_AUTHOR": Told("was taken for the author of a post", NOTHING, CRITIC, "a namesake",
                            "criticism"),
    "LABELLED_FALSE": Told("had a post called false news", cause="a label"),
    "TRUTH_PUNISHED": Told("was punished for a true statement", "the statement was true",
                           "the statement was false", "a label", "false_news_post", "score"),
    "FOOTAGE_TAKEN": Told("was taken by a camera at a demonstration", MARCHER, "",
                          "cameras where people gather"),
    "TRUE_ALERT": Told("was matched by a camera", "is on the wanted list",
                       "is on the wanted list", "a face that was matched"),
    "FALSE_ALERT": Told("was matched by a camera", "is not on the wanted list",
                        "may be on the wanted list", "a face that resembles another"),
    "ALERT_REVIEWED": Told("had an alert reviewed", cause="a free operator"),
    "FOUND": Told("was found", "is on the wanted list", "is on the wanted list", "an alert"),
    "MARCHER_KNOWN": Told("was identified as a demonstrator", MARCHER, MARCHER,
                          "pictures of a demonstration", "protest"),
    "TAKEN_FOR_ANOTHER": Told("was taken for a demonstrator", NOTHING, MARCHER,
                              "a false match that the review did not notice", "protest"),
    "REPORTED": Told("was reported, truly", "did it", "did it", "an informant or a caller"),
    "REPORTED_FALSELY": Told("was reported, falsely", NOTHING, "did it",
                             "a grudge, a rival or a reward"),
    "REPORT_REJECTED": Told("was reported, falsely", NOTHING, NOTHING,
                            "a report that was found out"),
    "REWARDED": Told("was rewarded for a report", cause="a report that was believed",
                     state="score"),
    "PENALISED": Told("was penalised for a false report", "the report was false",
                      "the report was false", "a report that was found out", state="score"),
    "EXTORTED": Told("paid under threat of a report", NOTHING, "", "extortion", state="welfare"),
    "EXTORTER": Told("was paid for not reporting somebody", cause="extortion", state="welfare"),
    "PAID_GATHERER": Told("paid not to be written down", "did it", NOTHING, "a small bribe",
                          state="welfare"),
    "RECORDED": Told("was recorded: {act}", "did it", "did it", "detection", "RECORD", "score"),
    "FALSELY_RECORDED": Told("was recorded for what was not done: {act}", NOTHING, "did it",
                             "a mistake, a mix-up or a false report", "FALSE_RECORD", "score"),
    "IDENTIFIED": Told("was identified as author", "spoke out", "spoke out",
                       "an informant, a post, a camera or chance", "criticism", "score"),
    "PUNISHED": Told("was punished for dissent", cause="what became known, or was taken for known"),
    "KIN_HIT": Told("was made to pay for a relative", NOTHING, "answers for a relative",
                    "a relative who was punished, listed or arrested", state="score"),
    "HEARD_BEFORE": Told("was heard before a mistaken entry", NOTHING, NOTHING,
                         "a hearing", state="list"),
    "ENTERED": Told("was put on the list", state="list"),
    "RETURNED": Told("had been on the list before", state="list"),
    "APPEALED": Told("appealed", "does not belong there", "belongs on the list",
                     "a mistake noticed"),
    "REPAIRED": Told("made good", cause="a way back", state="list"),
    "BRIBED_CLERK": Told("bought a way off the list from a clerk", cause="a bribe", state="list"),
    "BRIBED_OFFICER": Told("bought a way off the list from an officer", cause="a bribe",
                           state="list"),
    "BRIBED_SENIOR": Told("bought a way off the list from a senior official", cause="a bribe",
                          state="list"),
    "LEFT": Told("left the list", state="list"),
    "FLIGHT_REFUSED": Told("was refused a flight", cause=BARRED),
    "TRAIN_REFUSED": Told("was refused a fast train", cause=BARRED),
    "HOTEL_REFUSED": Told("was refused a good hotel", cause=BARRED),
    "HOUSE_REFUSED": Told("was refused a house", cause=BARRED),
    "JOB_REFUSED": Told("was refused one of the best jobs", cause=BARRED),
    "SCHOOL_REFUSED": Told("was refused a good school", cause=BARRED),
    "CHILD_SCHOOL_REFUSED": Told("was refused a good school for the children", cause=BARRED),
    "FINED": Told("was fined", cause="what was recorded today", state="welfare"),
    "SOUGHT_TODAY": Told("is sought for arrest", cause="what became known, or was taken for known",
                         state="custody"),
    "ARRESTED": Told("was arrested", "spoke out, or was on the wanted list",
                     "spoke out, or was on the wanted list", "sought, and a free officer",
                     state="custody"),
    "ARRESTED_WRONGLY": Told("was arrested", NOTHING, "spoke out",
                             "taken for somebody else, or accused falsely", state="custody"),
    "ILL_TREATED": Told("was exposed to ill-treatment", cause="detention"),
    "RELEASED": Told("was released", cause="the term is over", state="custody"),
}  # fmt: skip
"""Marks of a day that are told as events, in the order in which they are told."""

MODES = {
    "FLIGHT_REFUSED": "flight", "TRAIN_REFUSED": "train", "HOTEL_REFUSED": "hotel",
    "HOUSE_REFUSED": "house", "JOB_REFUSED": "job", "SCHOOL_REFUSED": "school",
    "CHILD_SCHOOL_REFUSED": "child_school",
}  # fmt: skip
"""Which attempt a refusal is about."""

KNOWN = frozenset((
    "IDENTIFIED", "AUTHOR_IDENTIFIED", "MARCHER_KNOWN", "REPORTED", "ARRESTED", "FOUND",
    "TRUTH_PUNISHED", "RECORDED",
))  # fmt: skip
TAKEN_FOR = frozenset((
    "MISTAKEN_AUTHOR", "TAKEN_FOR_ANOTHER", "REPORTED_FALSELY", "FALSELY_RECORDED",
    "ARRESTED_WRONGLY",
))  # fmt: skip
"""Marks of a day on which the system is right about somebody, and wrong."""

assert set(EVENTS) <= set(COUNTED), set(EVENTS) - set(COUNTED)
