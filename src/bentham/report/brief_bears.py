"""Who bears what a scheme does, in sentences that follow from its declaration."""

from __future__ import annotations

from collections.abc import Iterator

from bentham.report.brief_terms import act, acts_named, and_more, borne_by, done
from bentham.report.language import _, enumerated
from bentham.scheme.fields import Scheme
from bentham.scheme.gravity import gravity_of
from bentham.scheme.plain import number

MOST_NAMED = 4


def bears(scheme: Scheme) -> list[str]:
    """Return who bears it, a sentence each."""
    return [each for part in (_gentle, _others, _wrongly, _besides) for each in part(scheme)]


def _gentle(s: Scheme) -> Iterator[str]:
    lawful = [rule.when.act for rule in s.rules
              if _takes(s, rule.when.act) and gravity_of(s, rule.when.act).level == 0]  # fmt: skip
    acts = list(dict.fromkeys(lawful))
    if acts:
        named = acts_named(s, acts[:MOST_NAMED])
        yield _("People who did something protected, lawful or a mere status: {acts}.",
                acts=and_more(named, len(acts) - MOST_NAMED))  # fmt: skip


def _takes(s: Scheme, name: str) -> bool:
    for rule in s.rules:
        points = rule.effect.points
        low = points[0] if isinstance(points, tuple) else points
        if rule.when.act == name and (
            (low or 0) < 0 or rule.effect.add_to_list or rule.effect.trigger
        ):
            return True
    return False


def _others(s: Scheme) -> Iterator[str]:
    for target in dict.fromkeys(each.target for each in s.sanctions if each.target != "actor"):
        what = dict.fromkeys(done(each.kind) for each in s.sanctions if each.target == target)
        yield _("Not only whoever acted but {whom}: {what}.",
                whom=borne_by(target), what=enumerated(list(what)))  # fmt: skip
    family = s.relatives
    if family is not None and family.there:
        parts = []
        if family.points:
            parts.append(_("they lose {points} points", points=number(family.points)))
        parts += [done(kind) for kind in family.bars]
        if family.list_spill:
            parts.append(_("a listed housemate makes a listing likelier"))
        if parts:
            yield _("Relatives of people who are punished or listed: {what}.",
                    what=enumerated(parts))  # fmt: skip
        else:
            yield _("Relatives of people who are punished or listed; what they bear is not "
                    "declared.")  # fmt: skip


def _wrongly(s: Scheme) -> Iterator[str]:
    wrong = [act(s, each.id) for each in s.acts if each.false_record_rate]
    wrong += [_("feed ‘{name}’", name=each.id)
              for each in s.feeds if each.error_rate or each.mix_up_rate]  # fmt: skip
    wrong += [_("list ‘{name}’", name=each.id) for each in s.lists if each.entry.mistaken_share]
    if wrong:
        yield _("People who did not do it; records of the wrong person are declared for: {what}.",
                what=enumerated(wrong[:MOST_NAMED]))  # fmt: skip
    face = s.cameras.face_recognition if s.cameras is not None and s.cameras.there else None
    if face is not None and face.fpir:
        yield _("People who look like somebody wanted: a stranger’s face finds a match in {rate} "
                "of searches.", rate=number(face.fpir))  # fmt: skip
    elif face is not None and face.fmr:
        yield _("People who look like somebody wanted: a stranger’s face finds a match.")


def _besides(s: Scheme) -> Iterator[str]:
    if s.corruption is not None and s.corruption.there and s.corruption.officials_take:
        yield _("People who cannot pay: officials take money for a place off the list.")
    if s.subjects.minors in ("included", "via_parent"):
        yield _("Under-18s, who are covered.")
