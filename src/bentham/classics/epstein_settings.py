"""The numbers and words of Epstein's model, the eight published runs, and three variants.

The published runs are the columns of the paper's table 2, quoted by the presets of a public
replication (tag Q): the paper was not read at source. Where table and text are silent, the choice
is tagged A and stands in the help of the setting.
"""

from __future__ import annotations

from bentham.classics.declaration import Setting
from bentham.classics.epstein_runs import NEVER, WORDS

Given = dict[str, float | str]

TABLE = "Epstein 2002, table 2, quoted by a public replication"
NETLOGO = "NetLogo Models Library, Rebellion (Wilensky 2004)"
MESA = "Mesa 3.3.1, examples/advanced/epstein_civil_violence"


def _word(name: str, symbol: str, default: str, tag: str, source: str, text: str) -> Setting:
    return Setting(name, symbol, default, 0, 0, "", tag, source, text, WORDS[name])


SETTINGS: tuple[Setting, ...] = (
    Setting("side", "", 40, 4, 500, "sites", "Q", TABLE, "Rows and columns of the torus."),
    Setting("ticks", "t", 3000, 1, 60_000, "ticks", "Q", "replication", "How long a run lasts."),
    Setting("citizens", "", 0.7, 0, 1, "share of sites", "Q", TABLE, "Citizens at the start."),
    Setting("cops", "", 0.04, 0, 1, "share of sites", "Q", TABLE, "Cops at the start."),
    Setting("vision", "v", 7, 1, 60, "sites", "Q", TABLE, "How far citizens see and move."),
    Setting("cop_vision", "v*", 7, 0, 60, "sites", "Q", TABLE,
            "How far cops see and move; at 0 they stand and arrest nobody."),
    Setting("legitimacy", "L", 0.82, 0, 1, "", "Q", TABLE, "The same for everybody."),
    Setting("legitimacy_end", "L", 0.82, 0, 1, "", "Q", TABLE, "Where a fall of L ends."),
    Setting("fall_from", "", NEVER, 0, NEVER, "tick", "Q", TABLE,
            "When L begins to fall, a billion for never."),
    Setting("fall_until", "", NEVER, 0, NEVER, "tick", "Q", TABLE,
            "When L has fallen; the tick of fall_from for one jump."),
    Setting("threshold", "T", 0.1, 0, 1, "", "Q", TABLE, "Active iff G - R P > T."),
    Setting("k", "k", 2.3, 0, 100, "", "Q", TABLE, "P = 1 - exp(-k C/A): 0.9 at C = A = 1."),
    Setting("jail", "J_max", 30, 0, 1e9, "ticks", "Q", TABLE,
            "Longest jail term; a billion for ever."),
    Setting("cops_end", "", 0, 0, 1, "share of cops", "Q", TABLE, "Where cuts of cops end."),
    Setting("cuts_from", "", NEVER, 0, NEVER, "tick", "A", "replication",
            "When cuts begin, a billion for never; the paper gives no dates."),
    Setting("cuts_until", "", NEVER, 0, NEVER, "tick", "A", "replication", "When cuts end."),
    Setting("cloning", "p", 0.05, 0, 1, "per tick", "Q", TABLE, "Model II: chance of a child."),
    Setting("max_age", "", 200, 1, 60_000, "ticks", "Q", TABLE,
            "Model II: age at death is uniform up to this."),
    _word("rounding", "C/A", "floor", "C", NETLOGO,
          "Of C/A; the paper has none, and without it Model I has no outburst."),
    _word("self_count", "A", "once", "Q", "Epstein 2002: 'the agent always counts himself'",
          "Whether an active counts herself once, or twice as in NetLogo."),
    _word("order", "", "shuffle", "Q", "Epstein 2002: 'once per period, random order'",
          "Everybody once in random order, or as many turns as people, each anybody's."),
    _word("turn", "", "move-act", "Q", "Epstein 2002: 'moves ..., where he acts'",
          "What comes first in a turn; Mesa has act-move."),
    _word("jail_rule", "", "off-grid", "A", TABLE,
          "The jailed leave the torus and return to a random free site, keep their site and block "
          "it (Mesa), or keep it and leave it free for others (NetLogo)."),
    _word("sentence", "", "real", "Q", "Epstein 2002: 'U(0, J_max)'",
          "Uniform on 0 to J, whole on 0..J (Mesa), or whole on 0..J-1 (NetLogo)."),
    _word("terms", "", "tick-end", "A", TABLE,
          "Terms count down at the end of a tick, or in one's own turn (Mesa)."),
    _word("arresting_cop", "", "stays", "A", TABLE,
          "After an arrest a cop stays, or steps onto the site of the arrest (NetLogo)."),
    _word("movement", "M", "all", "Q", TABLE, "Who moves; cops always do in the paper."),
    _word("model", "", "one", "Q", TABLE,
          "I: citizens against a government; II: two groups, actives kill, people are born."),
    _word("neighbourhood", "", "disc", "A", NETLOGO,
          "What is in view: dx^2 + dy^2 <= v^2, a square, or |dx| + |dy| <= v (Mesa)."),
    _word("population", "", "exact", "A", NETLOGO,
          "Densities met exactly, or each site drawn by itself (Mesa)."),
)  # fmt: skip

_RUN_1: Given = {
    "vision": 1.7, "cop_vision": 1.7, "legitimacy": 0.89, "jail": 15, "movement": "cops",
    "ticks": 700,
}  # fmt: skip
_RUN_2: Given = {}
_HARD: Given = {"legitimacy": 0.9, "jail": 1e9, "cops": 0.074, "ticks": 300}
_TWO: Given = {
    "model": "two", "vision": 1.7, "cop_vision": 1.7, "legitimacy": 0.8, "jail": 15, "cops": 0,
    "rounding": "none", "ticks": 3000,
}  # fmt: skip

_LITERAL: Given = {"rounding": "none"}
_NETLOGO: Given = {
    "rounding": "floor", "self_count": "twice", "jail_rule": "share", "sentence": "half-open",
    "arresting_cop": "steps",
}  # fmt: skip
_MESA: Given = {
    "rounding": "half-even", "turn": "act-move", "jail_rule": "block", "sentence": "closed",
    "terms": "own-turn", "neighbourhood": "von-neumann", "population": "by-site",
}  # fmt: skip

PRESETS: dict[str, Given] = {
    "run-2": _RUN_2,
    "run-1": _RUN_1,
    "run-3": {**_HARD, "fall_from": 77, "fall_until": 147, "legitimacy_end": 0.2},
    "run-4": {**_HARD, "fall_from": 77, "fall_until": 77, "legitimacy_end": 0.7},
    "run-5": {**_HARD, "legitimacy": 0.8, "cuts_from": 50, "cuts_until": 550, "ticks": 700},
    "run-6": {**_TWO, "legitimacy": 0.9, "ticks": 1000},
    "run-7": _TWO,
    "run-8": {**_TWO, "cops": 0.04},
    "netlogo-rebellion": {**_RUN_2, **_NETLOGO},
    "paper-literal": {**_RUN_2, **_LITERAL},
    "mesa": {**_RUN_2, **_MESA, "ticks": 300},
}
"""The paper's eight runs, the famous one first, and three variants of it.

Model I has C/A rounded down, Model II the paper's rule: as in the replication, and for Model I
because nothing happens otherwise.
"""

VARIANTS: dict[str, Given] = {
    "as-preset": {}, "paper-literal": _LITERAL, "netlogo-rebellion": _NETLOGO, "mesa": _MESA
}  # fmt: skip


def settings_of(preset: str = "run-2", variant: str = "as-preset", **changes: float | str) -> Given:
    """Return all settings of a preset under a variant."""
    defaults = {setting.name: setting.default for setting in SETTINGS}
    return {**defaults, **PRESETS[preset], **VARIANTS[variant], **changes}
