"""Whether a norm binds this operator, in this place, on this day; what does not is a yardstick."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bentham.audit.packs import Norm
from bentham.audit.tables import data_file
from bentham.audit.view import View
from bentham.scheme.phrase import Phrase
from bentham.scheme.words import Date, Text

Binding = Literal["binds", "yardstick", "unknown", "not addressed", "not in force"]
"""It binds; it is only measured against; undeclared; another norm is for this operator; the day."""

ALIVE = ("in_force", "pilot")
FOR_POLICE = ("police", "intelligence")
"""Operators whom Regulation (EU) 2016/679 leaves to Directive (EU) 2016/680, or to neither."""

TREATIES_OF_STATES = ("echr", "iccpr", "icescr", "crc", "cat", "cerd", "cedaw", "crpd")

TREATY = {"ai_act": "eu", "gdpr": "eu", "led": "eu", "charter": "eu"}
"""The membership by which an instrument binds, where it is not the instrument itself."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Bond(_Row):
    """What a state is to a treaty."""

    since: Date | None = Field(None, alias="from", description="Day from which it is bound.")
    until: Date | None = Field(None, alias="to", description="Last day on which it was bound.")
    signed: Date | None = Field(None, description="Day of a signature without ratification.")


class State(_Row):
    """A state and its treaties."""

    code: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}$")] = Field(description="Code.")
    name: Text = Field(description="Name.")
    treaties: dict[str, Bond] = Field(description="By treaty.")
    mark: Literal["S", "S*", "2", "M"] = Field(description="How the days are known.")


class States(_Row):
    """All states of the file."""

    states: tuple[State, ...] = Field(description="States.")


@cache
def states() -> dict[str, State]:
    """Return the states of the data file, by code."""
    return {each.code: each for each in data_file("ratifications.yaml", States).states}


@dataclass(frozen=True, slots=True)
class Application:
    """One row of the table of applicability."""

    norm: Norm
    binding: Binding
    because: str
    mark: str

    @property
    def phrase(self) -> str:
        """What every sentence about the norm has to say beside it."""
        why = self.because
        said: dict[Binding, str] = {
            "binds": Phrase("it binds this operator"),
            "yardstick": Phrase("a yardstick: {why}", why=why),
            "unknown": Phrase("whether it binds is not known: {why}", why=why),
            "not addressed": Phrase("it is not addressed to this operator: {why}", why=why),
            "not in force": why,
        }
        return said[self.binding]


def applied(norm: Norm, view: View) -> Application:  # noqa: PLR0911 - a ladder of grounds
    """Return whether `norm` binds the operator of a scheme on the day of the audit."""
    day = view.as_of
    if not norm.in_force(day):
        return Application(norm, "not in force", _when(norm, day), norm.mark)
    addressed = _addressed(norm, view)
    if addressed is not None:
        return Application(norm, "not addressed", addressed, norm.mark)
    if norm.instrument == "soft" or norm.nature == "soft":
        said = Phrase("it is not binding law")
        if norm.instrument == "coe_ai":
            said = Phrase("whether the treaty is in force is reported inconsistently")
        return Application(norm, "yardstick", said, norm.mark)
    ended = _ended_before(norm, view)
    if ended is not None:
        return Application(norm, "yardstick", ended, norm.mark)
    if view.scheme.status not in ALIVE:
        status = view.scheme.status or "undeclared"
        binding: Binding = "yardstick" if view.scheme.status is not None else "unknown"
        said = Phrase("the scheme's status is {status}", status=status)
        return Application(norm, binding, said, norm.mark)
    if norm.instrument in TREATIES_OF_STATES and view.get("operator", "public") is False:
        said = Phrase("it binds the state, which has to protect people against private operators")
        return Application(norm, "yardstick", said, norm.mark)
    return _by_place(norm, view)


def _when(norm: Norm, day: datetime.date) -> Phrase:
    if day < norm.valid_from:
        return Phrase("not yet in force on {day} (from {first})",
                      day=str(day), first=str(norm.valid_from))  # fmt: skip
    return Phrase("no longer in force on {day} (until {last})",
                  day=str(day), last=str(norm.valid_to))  # fmt: skip


def _addressed(norm: Norm, view: View) -> Phrase | None:
    """Return why a norm is not for this kind of operator, or None if it is."""
    kind = view.get("operator", "kind")
    client = view.get("operator", "on_behalf_of")
    police = kind in FOR_POLICE or client in FOR_POLICE
    if norm.instrument == "gdpr" and police:
        return Phrase("police work is governed by Directive (EU) 2016/680")
    if norm.instrument == "led" and kind is not None and not police:
        return Phrase(
            "the operator is no law-enforcement authority and acts for none by declaration"
        )
    if norm.instrument == "armed_conflict":
        return Phrase(
            "it holds in armed conflict and occupation only; in peace other articles are cited"
        )
    if norm.id == "CJEU-RETENTION" and view.get("operator", "public"):
        return Phrase("it speaks to private keepers of scores")
    if norm.id == "FCRA-1681b" and view.get("operator", "public"):
        return Phrase("it speaks to private keepers of credit files")
    return None


def _ended_before(norm: Norm, view: View) -> Phrase | None:
    last = view.scheme.valid_to
    if last is not None and last < norm.valid_from:
        return Phrase("the scheme ended on {last}, before the norm applied on {first}",
                      last=str(last), first=str(norm.valid_from))  # fmt: skip
    return None


def _by_place(norm: Norm, view: View) -> Application:
    codes = [code for code in view.scheme.jurisdictions if code != "counterfactual"]
    if not codes:
        if "counterfactual" in view.scheme.jurisdictions:
            said = Phrase("the scheme is placed counterfactually")
            return Application(norm, "yardstick", said, "")
        said = Phrase("`jurisdictions` is undeclared")
        return Application(norm, "unknown", said, norm.mark)
    treaty = TREATY.get(norm.instrument, norm.instrument)
    for code in codes:
        binding: Binding = "unknown"
        state = states().get(code)
        if state is None:
            said = Phrase("nothing is known of `{code}` here", code=code)
            continue
        binding = "yardstick"
        bond = state.treaties.get(treaty)
        if bond is not None and bond.since is not None and bond.since <= view.as_of:
            if bond.until is None or view.as_of <= bond.until:
                said = Phrase("{state} is bound", state=state.name)
                return Application(norm, "binds", said, state.mark)
            said = Phrase("{state} was bound until {last}",
                          state=state.name, last=str(bond.until))  # fmt: skip
        elif bond is not None and bond.signed is not None:
            said = Phrase("{state} signed on {day} and has not ratified",
                          state=state.name, day=str(bond.signed))  # fmt: skip
        else:
            said = Phrase("{state} is not bound by it, as far as the data file knows",
                          state=state.name)  # fmt: skip
    return Application(norm, binding, said, norm.mark)


def counterfactual(norm: Norm, view: View) -> str | None:
    """Return why a verdict under `norm` is about a case that is not, or None if it is about one."""
    found = applied(norm, view)
    if found.binding == "binds":
        return None
    return found.because
