"""What stands in registries and tables of constants, and can stand on a page: for `catalogue`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args


def registry() -> Iterator[str]:
    """Yield the texts that stand in registries and in tables of constants."""
    from bentham.evidence.acts import ACTS
    from bentham.evidence.lanes import CLASSES
    from bentham.evidence.metrics import SECTIONS
    from bentham.evidence.parameters import PARAMETERS, TAGS
    from bentham.report import (
        audit_words,
        comparison_pictures,
        declared,
        differing,
        figures,
        html,
        judged_words,
        lives_page,
        publish,
        reproduction,
        strips,
        studying,
    )
    from bentham.report.glossary import GLOSSARY
    from bentham.results.provenance import INVENTED
    from bentham.study import story, tracing
    from bentham.study.lives import PROPERTIES
    from bentham.study.telling import EVENTS

    for section, metrics in SECTIONS.items():
        yield section
        for m in metrics:
            yield from (m.label, m.definition, m.phrase, m.axis)
            if _whole(m) is None:
                yield m.unit
    for p in PARAMETERS:
        yield from (p.help, p.source, p.unit, *p.choices)
    yield from (*TAGS.values(), "unmarked", "unknown tag", "scheme or --set", "default")
    yield from CLASSES
    for told in EVENTS.values():
        yield from (told.what, told.truth, told.belief, told.cause)
    yield from (act.label for act in ACTS)
    yield from (tracing.UNTIL, tracing.ONE_LEFT, tracing.SOME_LEFT, story.IN_THE_MIDDLE, "before")
    yield from (words for words, _ in PROPERTIES.values())
    for word, meaning in GLOSSARY:
        yield from (word, meaning)
    yield from (INVENTED, lives_page.ONE_WAY, *publish.NOT_REPRESENTED)
    yield from (differing.SAME, differing.CONVENTION, differing.MORE, differing.FEWER)
    yield from (*declared.LEFT_OUT.values(), *figures.KIND.values())
    yield from (*judged_words.LADDER.values(), *judged_words.VARIANTS.values())
    yield from judged_words.TIES.values()
    for _, shape, words in comparison_pictures.SHAPES:
        yield from (shape, words)
    yield from (*html.TIME_MARKS, *html.CLASS_MARKS)
    yield from (*comparison_pictures.TIME_MARKS, *comparison_pictures.CLASS_MARKS)
    yield from ("value", "luck", "assumptions")
    yield from audit_words.tables()
    yield from _of_audits()
    for table in (reproduction.MEANING, reproduction.NULLS):
        yield from (*table, *table.values())
    yield from (*reproduction.BASES.values(), *reproduction.SETUPS)
    yield from (*strips.KIND.values(), *strips.HEAD, *strips.NAMES)
    yield studying.RANGE_NOTE
    yield from _of_schemes()
    yield from _of_briefs()
    yield from _of_checks()
    yield from _of_norms()
    yield from _of_studies()


def wholes() -> Iterator[str]:
    """Yield what shares are taken of."""
    from bentham.evidence.metrics import METRICS

    yield from (whole for whole in map(_whole, METRICS) if whole is not None)


def published() -> Iterator[str]:
    """Yield what is said of published facts, but for bare numbers."""
    from bentham.study.facts.table import facts

    for fact in facts():
        yield from (fact.statement, fact.source, fact.if_not)
        if not fact.setup.startswith("classic ") and not fact.setup.endswith(".yaml"):
            yield fact.setup
        for part in fact.parts:
            yield from (part.measured, part.unit)
            if not part.published.replace(".", "").isdigit():
                yield part.published


def _whole(metric: Any) -> str | None:
    from bentham.report.words import SHARE, UNCOUNTED

    share = SHARE.match(metric.unit)
    return None if share is None or share["whole"] in UNCOUNTED else share["whole"]


def _of_audits() -> Iterator[str]:
    """Yield what an audit says of any scheme, asks for in its letter, and files under what."""
    from bentham.audit.completeness import EACH, ONCE
    from bentham.audit.tables import assessments
    from bentham.report.audit_letter import meaning
    from bentham.scheme.context import Fidelity
    from bentham.scheme.fields import Scheme

    yield "undeclared"
    for field in (Scheme.model_fields["status"], Fidelity.model_fields["completeness"]):
        (words, _) = get_args(field.annotation)
        yield from (word.replace("_", " ") for word in get_args(words))
    fields = [".".join(path) for path in ONCE]
    fields += [f"{part}[].{name}" for part, names in EACH.items() for name in names]
    inner = ("entry.criteria", "entry.notice", "exit.criteria")
    yield from map(meaning, [*fields, *(f"lists[].{name}" for name in inner)])
    for each in assessments():
        yield from (each.title, each.ref, *(heading.title for heading in each.headings))


def _of_schemes() -> Iterator[str]:
    """Yield why a run leaves out what a scheme declares, and what the presets say in words."""
    from bentham.report.declared import scheme_facts, stated_aim
    from bentham.scheme import loading
    from bentham.scheme.check import FOR_THE_AUDIT
    from bentham.scheme.words import Entry

    yield FOR_THE_AUDIT
    kinds = [Entry]
    for kind in kinds:
        kinds += kind.__subclasses__()
        for info in kind.model_fields.values():
            if isinstance(info.json_schema_extra, dict):
                yield str(info.json_schema_extra.get("because", ""))
    for name in loading.presets():
        scheme = loading.load(name)
        yield scheme.summary or ""
        yield stated_aim(scheme)
        yield from (source.title or "" for source in scheme.provenance)
        yield from (said for said in scheme_facts(scheme).invented if not said.values)


def _of_briefs() -> Iterator[str]:
    """Yield the terms of a scheme, and what a brief says of every scheme."""
    from bentham.report import brief, brief_does
    from bentham.scheme import gravity, plain
    from bentham.scheme.fields import Cameras, Purpose, Scheme
    from bentham.scheme.safeguards import SAFEGUARDS
    from bentham.scheme.undeclared import QUESTIONS

    yield from (brief.READ, brief.SEARCHED, brief.ORDERED, brief.NOBODY, *brief.GENERAL)
    tables = (
        plain.SANCTIONS, plain.OPERATORS, plain.WHOM, brief_does.UNITS, brief_does.STAYING_OUT,
        brief_does.MINORS, brief_does.LISTS, brief_does.PUBLISHED, brief_does.ARRESTED_FOR,
    )  # fmt: skip
    for table in tables:
        yield from table.values()
    for owner, name in ((Scheme, "status"), (Purpose, "legitimate_aim"), (Cameras, "places")):
        yield from map(plain.words, _choices(owner.model_fields[name].annotation))
    yield from ("absent", "undeclared", *gravity.LEVELS)
    yield from (each.title for each in SAFEGUARDS)
    for asked, _, _ in QUESTIONS:
        yield from (asked.what, asked.question)


def _choices(annotation: Any) -> Iterator[str]:
    """Yield the words that a field admits."""
    for inner in get_args(annotation):
        if isinstance(inner, str):
            yield inner
        else:
            yield from _choices(inner)


def _of_checks() -> Iterator[str]:
    """Yield the texts of the checks and thresholds, and the words that findings name."""
    from bentham.audit.checks.register import CHECKS
    from bentham.audit.settings import declared_thresholds
    from bentham.audit.words_named import named

    for check in CHECKS.values():
        yield from (check.title, check.family, check.formula, check.basis, check.limitation)
        yield from (check.shows, *(remedy.said for remedy in check.remedies))
        yield from (remedy.kind for remedy in check.remedies)
        if check.dynamic is not None:
            yield check.dynamic.needs
    for threshold in declared_thresholds().values():
        yield from (threshold.unit, threshold.type, threshold.source)
    yield from named()


def _of_norms() -> Iterator[str]:
    """Yield the norms, and the words and texts that the reasons of an audit name."""
    from bentham.audit.words_judged import judged

    yield from judged()


def _of_studies() -> Iterator[str]:
    """Yield what a study says of its inputs, and its notes."""
    from bentham.study.sweeps import inputs
    from bentham.study.sweeps.notes import NOTES
    from bentham.study.sweeps.sides import FIELDS
    from bentham.study.sweeps.study import Side

    yield from (*get_args(Side), inputs.SHARE, inputs.PER_YEAR, inputs.PER_DAY, *NOTES)
    for path in FIELDS:
        yield inputs.described(path).description or ""


def choices() -> Iterator[str]:
    """Yield the words that a study file or a field of schemes can hold."""
    from bentham.study.sweeps.fields import SAMPLERS
    from bentham.study.sweeps.inputs import described
    from bentham.study.sweeps.sides import FIELDS

    # A box tells of True, a range of true.
    yield from (*SAMPLERS, "points", "none", "true", "false", "True", "False")
    for path in FIELDS:
        for kind in get_args(described(path).annotation):
            yield from (word for word in get_args(kind) if isinstance(word, str))
